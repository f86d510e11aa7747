package io.belay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.error.BelayException;
import io.belay.space.Box;
import io.belay.space.Discrete;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
  private static final Box PLANE = Box.uniform(3, -1f, 1f);
  private static final String STATE_DEPENDENT = "kind = mlp, standard-deviation = state-dependent";

  static Stream<Policy> policies() {
    return Stream.of(
        TestRecipes.policy("kind = mlp", PLANE, new Discrete(5)),
        TestRecipes.policy("kind = mlp", PLANE, Box.uniform(2, -1f, 1f)),
        TestRecipes.policy(STATE_DEPENDENT, PLANE, Box.uniform(2, -1f, 1f)),
        TestRecipes.policy("kind = mlp", new Discrete(4), new Discrete(3)),
        TestRecipes.policy("kind = log-linear", PLANE, new Discrete(2)),
        TestRecipes.policy(
            "kind = log-linear, features { kind = fourier, order = 2 }", PLANE, new Discrete(2)),
        TestRecipes.policy("kind = tabular", new Discrete(4), new Discrete(3)));
  }

  static Stream<Policy> discretePolicies() {
    return policies().filter(policy -> policy.distribution() instanceof Categorical);
  }

  /**
   * Observations that every test policy accepts: small whole numbers are elements of both kinds of
   * spaces.
   */
  private static float[] observations(Policy policy, int rows) {
    float[] observations = new float[rows * policy.observationSize()];
    for (int i = 0; i < observations.length; i++) {
      observations[i] = i * 7 % 4;
    }
    return observations;
  }

  private static float[] randomParameters(Policy policy) {
    float[] parameters = policy.initialParameters(9);
    Chance chance = new Chance(17).at(Purpose.ENVIRONMENT, 0, 0, 0);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += 0.3f * (float) chance.nextGaussian();
    }
    return parameters;
  }

  private static float[] noise(Policy policy, int rows) {
    float[] noise = new float[rows * policy.noiseSize()];
    Chance chance = new Chance(3);
    for (int r = 0; r < rows; r++) {
      policy.noise(chance.at(Purpose.ACTION, r, 0, 0), noise, r * policy.noiseSize());
    }
    return noise;
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aRowIsTheSameInEveryBatch(Policy policy) {
    int rows = 21;
    PolicySnapshot snapshot =
        PolicySnapshot.publish(1, randomParameters(policy), NormaliserStatistics.NONE);
    float[] observations = observations(policy, rows);
    float[] noise = noise(policy, rows);
    float[] actions = new float[rows * policy.actionSize()];
    float[] logProbabilities = new float[rows];
    PolicyInference together = policy.inference(rows);
    together.use(snapshot);
    together.act(observations, 0, rows, noise, actions, 0, logProbabilities, 0);

    PolicyInference alone = policy.inference(1);
    alone.use(snapshot);
    for (int r = 0; r < rows; r++) {
      float[] action = new float[policy.actionSize()];
      float[] logProbability = new float[1];
      float[] rowNoise = new float[policy.noiseSize()];
      System.arraycopy(noise, r * policy.noiseSize(), rowNoise, 0, rowNoise.length);
      alone.act(
          observations, r * policy.observationSize(), 1, rowNoise, action, 0, logProbability, 0);
      for (int i = 0; i < action.length; i++) {
        assertThat(action[i]).isEqualTo(actions[r * action.length + i]);
      }
      assertThat(logProbability[0]).isEqualTo(logProbabilities[r]);

      logProbability[0] = Float.NaN;
      alone.logProbabilities(
          observations,
          r * policy.observationSize(),
          1,
          actions,
          r * action.length,
          logProbability,
          0);
      assertThat(logProbability[0]).as("recomputed").isEqualTo(logProbabilities[r]);
    }
  }

  @ParameterizedTest
  @MethodSource("discretePolicies")
  void discreteActionsAreAsFrequentAsTheirProbabilities(Policy policy) {
    Categorical categorical = (Categorical) policy.distribution();
    int draws = 20_000;
    PolicyInference inference = policy.inference(1);
    inference.use(PolicySnapshot.publish(1, randomParameters(policy), NormaliserStatistics.NONE));
    float[] observation = observations(policy, 1);
    int[] counts = new int[categorical.actions()];
    double[] probabilities = new double[categorical.actions()];
    float[] noise = new float[1];
    float[] action = new float[1];
    float[] logProbability = new float[1];
    Chance chance = new Chance(4);
    for (int i = 0; i < draws; i++) {
      policy.noise(chance.at(Purpose.ACTION, 0, 0, i), noise, 0);
      inference.act(observation, 0, 1, noise, action, 0, logProbability, 0);
      counts[(int) action[0]]++;
      probabilities[(int) action[0]] = Math.exp(logProbability[0]);
    }
    double sum = 0;
    for (int a = 0; a < counts.length; a++) {
      // Four standard errors of a frequency are at most 4·√(¼ ÷ 20 000) = 0.015.
      assertThat(counts[a] / (double) draws).isCloseTo(probabilities[a], within(0.015));
      sum += probabilities[a];
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  @Test
  void gaussianActionsHaveTheirMeanAndDeviation() {
    Policy policy = TestRecipes.policy("kind = mlp", PLANE, Box.uniform(1, -1f, 1f));
    PolicyInference inference = policy.inference(1);
    inference.use(
        PolicySnapshot.publish(0, policy.initialParameters(1), NormaliserStatistics.NONE));
    float[] observation = {0.5f, -0.25f, 1f};
    float[] mean = new float[1];
    inference.actGreedily(observation, 0, 1, mean, 0);
    // log σ = −0.5 from the recipe: at distance z = 1 from the mean log π = −½ + ½ − ½ log 2π.
    float[] action = new float[1];
    float[] logProbability = new float[1];
    inference.act(observation, 0, 1, new float[] {1f}, action, 0, logProbability, 0);
    assertThat(action[0] - mean[0]).isCloseTo((float) Math.exp(-0.5), within(1e-6f));
    assertThat((double) logProbability[0]).isCloseTo(-0.5 * Math.log(2 * Math.PI), within(1e-6));
  }

  @Test
  void everyStateHasItsOwnMeanAndDeviation() {
    Policy policy =
        TestRecipes.policy(
            "kind = tabular, standard-deviation = state-dependent",
            new Discrete(2),
            Box.uniform(2, -1f, 1f));
    // A row of the table is a state's means, then its log standard deviations.
    float[] parameters = {1, -2, 0.5f, -1, 0, 3, -0.5f, 1};
    int draws = 20_000;
    PolicyInference inference = policy.inference(2);
    inference.use(PolicySnapshot.publish(1, parameters, NormaliserStatistics.NONE));
    float[] noise = new float[4];
    float[] actions = new float[4];
    float[] logProbabilities = new float[2];
    double[] sums = new double[4];
    double[] squares = new double[4];
    Chance chance = new Chance(5);
    for (int i = 0; i < draws; i++) {
      policy.noise(chance.at(Purpose.ACTION, 0, 0, i), noise, 0);
      policy.noise(chance.at(Purpose.ACTION, 1, 0, i), noise, 2);
      inference.act(new float[] {0, 1}, 0, 2, noise, actions, 0, logProbabilities, 0);
      for (int k = 0; k < 4; k++) {
        double deviation = actions[k] - parameters[k < 2 ? k : k + 2];
        sums[k] += deviation;
        squares[k] += deviation * deviation;
      }
    }
    double[] standardDeviations = {Math.exp(0.5), Math.exp(-1), Math.exp(-0.5), Math.exp(1)};
    for (int k = 0; k < 4; k++) {
      // Four standard errors: 4 ÷ √20 000 = 0.028 of a mean, 0.02 of a standard deviation.
      assertThat(sums[k] / draws / standardDeviations[k]).isCloseTo(0, within(0.028));
      assertThat(Math.sqrt(squares[k] / draws) / standardDeviations[k]).isCloseTo(1, within(0.02));
    }
    inference.actGreedily(new float[] {1, 0}, 0, 2, actions, 0);
    assertThat(actions).containsExactly(0, 3, 1, -2);
  }

  @Test
  void theLikeliestActionIsTakenGreedilyAndTheFirstOfEqualOnes() {
    Policy policy = TestRecipes.policy("kind = tabular", new Discrete(2), new Discrete(3));
    // The table of logits is [states, actions]: state 0 prefers action 2, state 1 has actions 1 and
    // 2 equal.
    PolicyInference inference = policy.inference(2);
    inference.use(
        PolicySnapshot.publish(0, new float[] {0, 1, 2, 0, 5, 5}, NormaliserStatistics.NONE));
    float[] actions = new float[2];
    inference.actGreedily(new float[] {0, 1}, 0, 2, actions, 0);
    assertThat(actions).containsExactly(2f, 1f);
  }

  @Test
  void observationsAreStandardisedByTheSnapshotsStatistics() {
    Policy policy = TestRecipes.policy("kind = mlp", PLANE, Box.uniform(1, -1f, 1f));
    float[] parameters = randomParameters(policy);
    // Mean 2 and variance 8 ÷ 2 = 4 in each dimension: 6 becomes 2, 1000 is clipped at 10.
    NormaliserStatistics statistics =
        new NormaliserStatistics(2, new double[] {2, 2, 2}, new double[] {8, 8, 8});
    PolicyInference inference = policy.inference(1);
    inference.use(PolicySnapshot.publish(1, parameters, statistics));
    float[] normalised = new float[1];
    inference.actGreedily(new float[] {6, 2, 1000}, 0, 1, normalised, 0);
    inference.use(PolicySnapshot.publish(1, parameters, NormaliserStatistics.NONE));
    float[] raw = new float[1];
    inference.actGreedily(new float[] {2, 0, 10}, 0, 1, raw, 0);
    assertThat(normalised[0]).isCloseTo(raw[0], within(1e-6f));
  }

  @Test
  void aPolicyThatDoesNotFitItsEnvironmentIsRefused() {
    assertThatThrownBy(() -> TestRecipes.policy("kind = tabular", PLANE, new Discrete(2)))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("policy.kind=tabular");
    assertThatThrownBy(() ->
            TestRecipes.policy(
                "kind = log-linear, features { kind = fourier, order = 2 }",
                Box.uniform(1, 0f, Float.POSITIVE_INFINITY),
                new Discrete(2)))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("bounded on both sides");
  }

  @ParameterizedTest
  @ValueSource(floats = {-20f, 2f, 5f})
  void aDeviationThatCouldNotLeaveItsBoundIsRefused(float initial) {
    String settings = STATE_DEPENDENT + ", initial-log-standard-deviation = " + initial;
    assertThatThrownBy(() -> TestRecipes.policy(settings, PLANE, Box.uniform(1, -1f, 1f)))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("policy.initial-log-standard-deviation=" + initial);
    // Finitely many actions have no deviation.
    assertThat(TestRecipes.policy(settings, PLANE, new Discrete(2)).network().outputs())
        .isEqualTo(2);
  }

  @Test
  void aSnapshotOfAnotherArchitectureIsRefused() {
    Policy policy = TestRecipes.policy("kind = mlp", PLANE, new Discrete(2));
    assertThatThrownBy(() ->
            policy
                .inference(1)
                .use(PolicySnapshot.publish(0, new float[7], NormaliserStatistics.NONE)))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("length=7, expected=370");
  }
}

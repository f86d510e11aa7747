package io.belay.learner.gradient;

import static io.belay.learner.differences.Agreement.assertAgree;
import static io.belay.learner.differences.PolicyCase.ROWS;
import static io.belay.learner.differences.PolicyCase.doubles;
import static io.belay.learner.differences.PolicyCase.mean;

import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.differences.CentralDifferences;
import io.belay.learner.differences.PolicyCase;
import io.belay.learner.differences.PolicyClass;
import io.belay.learner.parallel.Crew;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What NPG, Q-NPG and TRPO are made of (surrogate, scores, divergence, Fisher matrix) against
 * central differences in {@code double}.
 */
class NaturalDifferenceTest {
  /** Any algorithm: what is tested knows none. */
  private static final String ALGORITHM = "name = ppo, minibatch-size = " + ROWS;

  @ParameterizedTest
  @MethodSource("io.belay.learner.differences.PolicyCase#classesAndSeeds")
  void surrogateGradient(PolicyClass policyClass, long seed) {
    PolicyCase drawn = new PolicyCase(policyClass, ALGORITHM, seed);
    double[] actor = doubles(drawn.actor());
    float[] advantages = drawn.normals();
    float[] weights = new float[ROWS];
    for (int r = 0; r < ROWS; r++) {
      weights[r] = advantages[r] / ROWS;
    }
    float[] gradient = new float[actor.length];
    at(drawn).gradient(weights, gradient);

    // mean π(a|s) ÷ π_behaviour(a|s) · Â, where both are one policy.
    double[] expected =
        CentralDifferences.gradient(
            parameters ->
                mean(r ->
                    advantages[r]
                        * Math.exp(
                            drawn.logProbability(parameters, r) - drawn.logProbability(actor, r))),
            actor);
    assertAgree(drawn, gradient, expected);
  }

  @ParameterizedTest
  @MethodSource("io.belay.learner.differences.PolicyCase#classesAndSeeds")
  void logProbabilitiesEntropiesAndDivergences(PolicyClass policyClass, long seed) {
    PolicyCase drawn = new PolicyCase(policyClass, ALGORITHM, seed);
    double[] actor = doubles(drawn.actor());
    float[] other = drawn.perturbed(drawn.actor(), 0.3);
    PolicyLinearisation policy = at(drawn);
    float[] otherLogProbabilities = new float[ROWS];
    float[] divergences = new float[ROWS];
    policy.compare(other, otherLogProbabilities, divergences);

    assertAgree(drawn, policy.logProbabilities(), rows(r -> drawn.logProbability(actor, r)));
    assertAgree(drawn, policy.entropies(), rows(r -> drawn.entropy(actor, r)));
    assertAgree(drawn, otherLogProbabilities, rows(r -> drawn.logProbability(doubles(other), r)));
    assertAgree(drawn, divergences, rows(r -> drawn.divergence(actor, doubles(other), r)));
  }

  @ParameterizedTest
  @MethodSource("io.belay.learner.differences.PolicyCase#classesAndSeeds")
  void scores(PolicyClass policyClass, long seed) {
    PolicyCase drawn = new PolicyCase(policyClass, ALGORITHM, seed);
    float[] direction = direction(drawn);
    float[] scores = new float[ROWS];
    at(drawn).along(direction, scores, new float[ROWS]);

    double[] expected =
        rows(r ->
            CentralDifferences.along(
                parameters -> drawn.logProbability(parameters, r),
                doubles(drawn.actor()),
                doubles(direction)));
    assertAgree(drawn, scores, expected);
  }

  /** F is the Hessian of θ′ ↦ mean KL(π_θ ‖ π_θ′) at θ′ = θ. */
  @ParameterizedTest
  @MethodSource("io.belay.learner.differences.PolicyCase#classesAndSeeds")
  void fisherVectorProduct(PolicyClass policyClass, long seed) {
    PolicyCase drawn = new PolicyCase(policyClass, ALGORITHM, seed);
    double[] actor = doubles(drawn.actor());
    float[] direction = direction(drawn);

    double[] expected =
        CentralDifferences.hessianTimes(
            other -> mean(r -> drawn.divergence(actor, other, r)), actor, doubles(direction));
    assertAgree(drawn, product(drawn, HeadMetric.FISHER, direction), expected);
  }

  /** mean Σ π(a|s) ∇lₐ (∇lₐ·v), l being the logits. */
  @ParameterizedTest
  @EnumSource
  void uncentredProduct(PolicyClass.Function function) {
    PolicyCase drawn =
        new PolicyCase(new PolicyClass(function, PolicyClass.Actions.CATEGORICAL), ALGORITHM, 3);
    double[] actor = doubles(drawn.actor());
    float[] direction = direction(drawn);
    int actions = drawn.policy().distribution().headSize();
    double[][] weights = new double[ROWS][actions];
    for (int r = 0; r < ROWS; r++) {
      int row = r;
      double normaliser = Arrays.stream(drawn.statistics(actor, r)).map(Math::exp).sum();
      for (int a = 0; a < actions; a++) {
        int action = a;
        double rate =
            CentralDifferences.along(
                parameters -> drawn.statistics(parameters, row)[action], actor, doubles(direction));
        weights[r][a] = Math.exp(drawn.statistics(actor, r)[a]) / normaliser * rate;
      }
    }

    double[] expected =
        CentralDifferences.gradient(
            parameters -> mean(r -> dot(weights[r], drawn.statistics(parameters, r))), actor);
    assertAgree(drawn, product(drawn, HeadMetric.UNCENTRED, direction), expected);
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static double[] rows(IntToDoubleFunction ofRow) {
    return IntStream.range(0, ROWS).mapToDouble(ofRow).toArray();
  }

  /** Short, so that second differences stay away from kinks. */
  private static float[] direction(PolicyCase drawn) {
    return drawn.perturbed(new float[drawn.actor().length], 0.3);
  }

  private static float[] product(PolicyCase drawn, HeadMetric metric, float[] direction) {
    FisherVectorProduct fisher = FisherVectorProduct.of(at(drawn), metric, ROWS, 0);
    fisher.linearise();
    float[] product = new float[direction.length];
    fisher.multiply(direction, product);
    return product;
  }

  private static PolicyLinearisation at(PolicyCase drawn) {
    PolicyLinearisation policy = new PolicyLinearisation(drawn.policy(), ROWS, new Crew(1));
    Batch batch = drawn.batch(new float[ROWS]);
    BatchValues values = drawn.values(batch, drawn.criticParameters());
    int[] everyRow = IntStream.range(0, ROWS).toArray();
    policy.at(drawn.actor(), everyRow, values.inputs(), batch.actions());
    return policy;
  }
}

package io.belay.worker.rollout;

import static io.belay.worker.rollout.Script.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.policy.Layer;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.RestartSettings;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {

  @ParameterizedTest
  @CsvSource({"CartPole-v1, true", "CartPole-v1, false", "Pendulum-v1, true", "Pendulum-v1, false"})
  void widthChangesNoBitOfAReturn(String id, boolean deterministic) {
    Runs runs = Runs.of(id, 1, 1, 4);
    EvaluationResult expected = evaluate(runs, 23, deterministic, 1);
    for (int width : new int[] {2, 7, 23, 64}) {
      EvaluationResult result = evaluate(runs, 23, deterministic, width);
      assertThat(result.returns()).as("width=%d", width).isEqualTo(expected.returns());
      assertThat(result.lengthMean()).isEqualTo(expected.lengthMean());
    }
    // Fewer episodes are the first of more.
    assertThat(evaluate(runs, 5, deterministic, 64).returns())
        .isEqualTo(Arrays.copyOf(expected.returns(), 5));
  }

  @Test
  void meanAndPopulationDeviationAreThoseOfTheReturns() {
    // Mean 4, squared deviations 9 + 1 + 16 = 26, σ = √(26/3).
    EvaluationResult result = EvaluationResult.of(true, new double[] {1, 3, 8}, 30);
    assertThat(result.returnMean()).isEqualTo(4);
    assertThat(result.returnStd()).isCloseTo(Math.sqrt(26.0 / 3), within(1e-12));
    assertThat(result.lengthMean()).isEqualTo(10);
  }

  @Test
  void timeLimitEndsAnEpisode() {
    Runs runs = Runs.of(Script.registration(6, NEVER, NEVER), Runs.sampling(1, 1, 4, Runs.OWN));
    EvaluationResult result = evaluate(runs, 3, true, 2);
    assertThat(result.returns()).containsExactly(3, 3, 3);
    assertThat(result.lengthMean()).isEqualTo(6);
  }

  @Test
  void environmentWithoutTimeLimitIsStoppedAtTheCap() {
    Runs runs = Runs.of(Script.registration(NEVER, NEVER, NEVER), Runs.sampling(1, 1, 4, Runs.OWN));
    assertThat(evaluate(runs, 2, true, 2).lengthMean())
        .isEqualTo(Evaluator.MAX_STEPS_WITHOUT_TIME_LIMIT);
  }

  @Test
  void episodesStartFromTheEnvironmentsOwnDistributionWhateverTheRunsIs() {
    EnvironmentRegistration pendulum = EnvironmentRegistry.discover().lookup("Pendulum-v1");
    RestartSettings upright = new RestartSettings.FixedState(List.of(0.0, 0.0));
    Runs own = Runs.of(pendulum, Runs.sampling(1, 1, 4, Runs.OWN));
    Runs fixed = Runs.of(pendulum, Runs.sampling(1, 1, 4, upright));
    assertThat(evaluate(fixed, 4, true, 4).returns())
        .isEqualTo(evaluate(own, 4, true, 4).returns());
  }

  @Test
  void observationsAreStandardisedByTheSnapshotsStatistics() {
    // Mean 0 and variance 4 halve each observation, which is the same, bit for bit, as halving the
    // weights that read it.
    Runs runs = Runs.of("CartPole-v1", 1, 1, 4);
    NormaliserStatistics statistics =
        new NormaliserStatistics(1, new double[4], new double[] {4, 4, 4, 4});
    float[] parameters = runs.snapshot(3).parameters();
    float[] halved = parameters.clone();
    Layer first = runs.policy().network().layers().getFirst();
    for (int i = 0; i < first.inputs() * first.outputs(); i++) {
      halved[first.weightsAt() + i] /= 2;
    }
    double[] returns = evaluate(runs, PolicySnapshot.publish(3, parameters, statistics));
    assertThat(returns)
        .isEqualTo(evaluate(runs, PolicySnapshot.publish(3, halved, NormaliserStatistics.NONE)))
        .isNotEqualTo(evaluate(runs, runs.snapshot(3)));
  }

  private static double[] evaluate(Runs runs, PolicySnapshot snapshot) {
    return Evaluator.evaluate(runs.registration(), runs.policy(), snapshot, 20, false, 5, 7)
        .returns();
  }

  @Test
  void noEpisodeIsRefused() {
    Runs runs = Runs.of("CartPole-v1", 1, 1, 4);
    assertThatThrownBy(() -> evaluate(runs, 0, true, 1)).hasMessageContaining("episodes=0");
  }

  private static EvaluationResult evaluate(
      Runs runs, int episodes, boolean deterministic, int width) {
    return Evaluator.evaluate(
        runs.registration(), runs.policy(), runs.snapshot(3), episodes, deterministic, 5, width);
  }
}

package io.belay.learner.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.learner.statistics.Solved;
import io.belay.learner.statistics.SpeedMark;
import io.belay.learner.statistics.StatisticsState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
  @TempDir private Path home;

  @Test
  void aCompletedRun() throws IOException {
    assertThat(completed().toJson())
        .isEqualToIgnoringWhitespace(
            """
            {"recipe": "cartpole", "environment": "CartPole-v1", "algorithm": "ppo", "seed": 1, "workers": 2,
             "iterations": 391, "environmentSteps": 100096, "wallSeconds": 2.0, "stepsPerSecond": 50048,
             "steadyStepsPerSecond": 50000, "parametersSha256": "ab", "completed": true, "resumedFrom": null,
             "evaluation": {"distribution": "rho", "episodes": 100, "deterministic": true, "returnMean": 500.0,
                            "returnStd": 0.0},
             "solved": {"threshold": 475.0, "atEnvironmentStep": 40960, "atSecond": 0.9}}
            """);
  }

  @Test
  void aFailedRunSaysWhyAndLeavesTheRestNull() throws IOException {
    assertThat(failed().toJson())
        .isEqualToIgnoringWhitespace(
            """
            {"recipe": "cartpole", "environment": "CartPole-v1", "algorithm": "ppo", "seed": 1, "workers": 2,
             "iterations": 0, "environmentSteps": 0, "wallSeconds": 0.0, "stepsPerSecond": 0,
             "steadyStepsPerSecond": null, "parametersSha256": null, "completed": false, "resumedFrom": 7,
             "evaluation": null, "solved": null, "failure": "the pole broke"}
            """);
  }

  @Test
  void aRunOfAnExactAlgorithmSaysWhatItsPolicyIsWorthAndWhatIsCertain() throws IOException {
    assertThat(exact().toJson())
        .isEqualToIgnoringWhitespace(
            """
            {"recipe": "frozenlake-npg-exact", "environment": "FrozenLake-v1", "algorithm": "npg-exact", "seed": 1,
             "workers": 0, "iterations": 100, "environmentSteps": 0, "wallSeconds": 0.5, "stepsPerSecond": 0,
             "steadyStepsPerSecond": null, "parametersSha256": "ab", "completed": true, "resumedFrom": null,
             "evaluation": null, "solved": null,
             "exact": {"value": 0.5, "optimalValue": 0.75, "gap": 0.25, "restartValue": 0.375, "mismatch": null,
                       "guarantee": {"statement": "Theorem 10.7", "quantity": "gap", "measured": 0.25, "bound": 2.0}}}
            """);
  }

  @Test
  void onlyACompletedRunWithAnEvaluationIsFinished() throws IOException {
    RunFiles files = new RunFiles(home);
    assertThat(Summary.saysEvaluated(files)).isFalse();

    failed().write(files);
    assertThat(Summary.saysEvaluated(files)).isFalse();

    completed().write(files);
    assertThat(Summary.saysEvaluated(files)).isTrue();

    exact().write(files);
    assertThat(Summary.saysEvaluated(files)).isTrue();

    Files.writeString(files.summary(), completed().toJson().substring(0, 300));
    assertThat(Summary.saysEvaluated(files)).isFalse();
  }

  private static Summary completed() {
    StatisticsState statistics =
        new StatisticsState(
            391,
            100_096,
            2,
            700,
            new double[0],
            new int[0],
            Optional.of(new SpeedMark(50_096, 1)),
            Optional.of(new Solved(475, 40_960, 0.9)));
    return new Summary(
        "cartpole",
        "CartPole-v1",
        "ppo",
        1,
        2,
        statistics,
        Optional.of("ab"),
        true,
        OptionalInt.empty(),
        Optional.of(new EvaluationFigures("rho", 100, true, 500, 0)),
        Optional.empty(),
        Optional.empty());
  }

  private static Summary exact() {
    return new Summary(
        "frozenlake-npg-exact",
        "FrozenLake-v1",
        "npg-exact",
        1,
        0,
        new StatisticsState(
            100, 0, 0.5, 0, new double[0], new int[0], Optional.empty(), Optional.empty()),
        Optional.of("ab"),
        true,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.of(
            new ExactOutcome(
                0.5, 0.75, 0.375, Double.POSITIVE_INFINITY, "Theorem 10.7", "gap", 0.25, 2)),
        Optional.empty());
  }

  private static Summary failed() {
    return new Summary(
        "cartpole",
        "CartPole-v1",
        "ppo",
        1,
        2,
        StatisticsState.initial(),
        Optional.empty(),
        false,
        OptionalInt.of(7),
        Optional.empty(),
        Optional.empty(),
        Optional.of("the pole broke"));
  }
}

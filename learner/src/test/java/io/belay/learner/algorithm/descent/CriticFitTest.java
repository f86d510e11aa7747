package io.belay.learner.algorithm.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.error.BelayException;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.FirstOrderSettings;
import io.belay.learner.parallel.Crew;
import io.belay.learner.reference.ReferencePolicy;
import io.belay.policy.Critic;
import io.belay.policy.NormaliserStatistics;
import io.belay.recipe.CriticFitSettings;
import io.belay.recipe.OptimizerKind;
import io.belay.recipe.Schedule;
import io.belay.recipe.StepSettings;
import java.util.Arrays;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class CriticFitTest {
  private static final int ROWS = ReferencePolicy.ROWS;
  private static final int ITERATIONS = 4;

  private final ReferencePolicy reference = ReferencePolicy.load("categorical");
  private final Critic critic =
      Critic.of(reference.specification().recipe(), reference.specification().environment());
  private final BatchValues values = new BatchValues(reference.policy(), critic, ROWS);
  private final float[] returns = new float[ROWS];

  CriticFitTest() {
    values.estimate(
        reference.batch(), NormaliserStatistics.NONE, critic.initialParameters(1), new Crew(1));
    for (int r = 0; r < ROWS; r++) {
      returns[r] = 2 + values.encoded()[r * critic.network().inputs()];
    }
  }

  @Test
  void epochsOfMinibatchesApproachTheTargets() {
    CriticFit fit =
        fit(50, 12, FirstOrderSettings.step(OptimizerKind.ADAM, 1e-2, Schedule.CONSTANT));
    float[] parameters = critic.initialParameters(1);
    double before = 0;
    for (int r = 0; r < ROWS; r++) {
      before += 0.5 * Math.pow(values.values()[r] - (double) returns[r], 2) / ROWS;
    }
    SequencedMap<String, Double> figures = fit.fit(parameters, values, returns, 0);
    assertThat(figures.keySet()).containsExactly("valueLoss", "criticGradientNorm", "criticSteps");
    assertThat(figures.get("valueLoss")).isLessThan(before / 50);
    // 32 rows make minibatches of 12, 12 and 8.
    assertThat(figures).containsEntry("criticSteps", 150.0);
  }

  @Test
  void itsStepFollowsItsOwnSchedule() {
    // One step on the whole batch moves the output's bias by −rate · mean (V − R); in iteration 1
    // of 4 the rate is ¾ of that at the start.
    double error = 0;
    for (int r = 0; r < ROWS; r++) {
      error += (values.values()[r] - (double) returns[r]) / ROWS;
    }
    StepSettings step = FirstOrderSettings.step(OptimizerKind.SGD, 0.5, Schedule.LINEAR);
    for (int iteration : new int[] {0, 1}) {
      float[] parameters = critic.initialParameters(1);
      fit(1, ROWS, step).fit(parameters, values, returns, iteration);
      int bias = critic.network().layers().getLast().biasAt();
      assertThat((double) parameters[bias])
          .isCloseTo(-0.5 * (1 - iteration / 4.0) * error, within(1e-5));
    }
  }

  @Test
  void aTargetThatOverflowsIsReportedWithTheKeyToLower() {
    Arrays.fill(returns, Float.MAX_VALUE);
    CriticFit fit = fit(2, 16, FirstOrderSettings.theGradientItself());
    assertThatThrownBy(() -> fit.fit(critic.initialParameters(1), values, returns, 3))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("algorithm.critic.learning-rate")
        .hasMessageContaining("iteration=3, epoch=0, minibatch=0");
  }

  private CriticFit fit(int epochs, int minibatchSize, StepSettings step) {
    return new CriticFit(
        new CriticFitSettings(epochs, minibatchSize, step),
        critic,
        ROWS,
        ITERATIONS,
        1,
        new Crew(1));
  }
}

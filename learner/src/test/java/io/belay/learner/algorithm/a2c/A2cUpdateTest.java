package io.belay.learner.algorithm.a2c;

import static io.belay.learner.reference.ReferencePolicy.ROWS;
import static io.belay.learner.reference.ReferencePolicy.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.FirstOrderSettings;
import io.belay.learner.parallel.Crew;
import io.belay.learner.reference.ReferencePolicy;
import io.belay.policy.Critic;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.Policy;
import io.belay.recipe.A2cSettings;
import io.belay.recipe.Schedule;
import java.util.Arrays;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step of length 1 along the gradient itself, against PyTorch's autograd in float64. */
class A2cUpdateTest {
  private static final int ITERATIONS = 10;

  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void aStepAtNoLagIsThePolicyGradient(String name) {
    Step step = new Step(name, 0, Schedule.CONSTANT, 0);
    step.behaveAsTarget();
    SequencedMap<String, Double> figures = step.improve(step.reference.advantages(), 0);
    float[] expected = step.reference.expectedVector("policyGradient");
    assertThat(step.actorMoved()).containsExactly(expected, within(tolerance(expected)));
    assertThat(step.criticMoved()).containsOnly(0f);
    assertThat(figures.get("entropy"))
        .isCloseTo(step.reference.expected("entropyMean"), within(1e-5));
    assertThat(figures.get("klMean")).as("a whole gradient's length away").isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void aStepAtALagWeighsRowsByTheImportanceRatio(String name) {
    // At no lag, with advantages r Â, the same step.
    Step lagging = new Step(name, 0, Schedule.CONSTANT, 0);
    lagging.improve(lagging.reference.advantages(), 0);
    Step weighted = new Step(name, 0, Schedule.CONSTANT, 0);
    weighted.behaveAsTarget();
    float[] behaviour = weighted.reference.expectedVector("behaviourLogProbabilities");
    float[] target = weighted.reference.expectedVector("logProbabilities");
    float[] advantages = weighted.reference.advantages();
    for (int r = 0; r < ROWS; r++) {
      advantages[r] *= (float) Math.exp(target[r] - (double) behaviour[r]);
    }
    weighted.improve(advantages, 0);
    float[] expected = weighted.actorMoved();
    assertThat(lagging.actorMoved()).containsExactly(expected, within(tolerance(expected)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void theEntropysWeightFollowsItsSchedule(String name) {
    // Without advantages only the entropy is left: 0.5 of its gradient, and 1 − 4/10 of that in
    // iteration 4.
    Step first = new Step(name, 0.5, Schedule.LINEAR, 0);
    assertThat(first.improve(new float[ROWS], 0)).containsEntry("entropyCoefficient", 0.5);
    Step fifth = new Step(name, 0.5, Schedule.LINEAR, 0);
    assertThat(fifth.improve(new float[ROWS], 4).get("entropyCoefficient"))
        .isCloseTo(0.3, within(1e-12));
    float[] gradient = first.reference.expectedVector("entropyGradient");
    assertThat(first.actorMoved())
        .containsExactly(scaled(0.5f, gradient), within(tolerance(gradient)));
    assertThat(fifth.actorMoved())
        .containsExactly(scaled(0.3f, gradient), within(tolerance(gradient)));
  }

  @Test
  void theCriticStepsTowardsItsTargets() {
    // The derivative of c ½ mean (V − R)² by the output layer's bias is c mean (V − R).
    Step step = new Step("categorical", 0, Schedule.CONSTANT, 0.25);
    double error = 0;
    double loss = 0;
    for (int r = 0; r < ROWS; r++) {
      double ofRow = step.values.values()[r] - 3.0;
      error += ofRow / ROWS;
      loss += 0.5 * ofRow * ofRow / ROWS;
    }
    SequencedMap<String, Double> figures = step.improve(new float[ROWS], 0);
    int bias = step.valueFunction.network().layers().getLast().biasAt();
    assertThat((double) step.criticMoved()[bias]).isCloseTo(-0.25 * error, within(1e-5));
    assertThat(figures.get("valueLoss")).isCloseTo(loss, within(1e-5));
    assertThat(step.actorMoved()).containsOnly(0f);
  }

  private static float[] scaled(float factor, float[] values) {
    float[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  /** One update of the reference policy by the reference batch, with targets of 3. */
  private static final class Step {
    final ReferencePolicy reference;
    final Critic valueFunction;
    final BatchValues values;
    private final Batch batch;
    private final A2cUpdate update;
    private final float[] actor;
    private final float[] critic;

    Step(String name, double entropyCoefficient, Schedule schedule, double valueCoefficient) {
      reference = ReferencePolicy.load(name);
      Policy policy = reference.policy();
      valueFunction =
          Critic.of(reference.specification().recipe(), reference.specification().environment());
      batch = reference.batch();
      values = new BatchValues(policy, valueFunction, ROWS);
      actor = reference.parameters();
      critic = valueFunction.initialParameters(1);
      Crew crew = new Crew(1);
      values.estimate(batch, NormaliserStatistics.NONE, critic, crew);
      A2cSettings settings =
          FirstOrderSettings.a2c(
              FirstOrderSettings.theGradientItself(),
              entropyCoefficient,
              schedule,
              valueCoefficient);
      update = new A2cUpdate(settings, policy, valueFunction, ROWS, ITERATIONS, crew);
    }

    /** As if the batch had been sampled by the policy that is improved. */
    void behaveAsTarget() {
      System.arraycopy(
          reference.expectedVector("logProbabilities"),
          0,
          batch.behaviourLogProbabilities(),
          0,
          ROWS);
    }

    SequencedMap<String, Double> improve(float[] advantages, int iteration) {
      float[] returns = new float[ROWS];
      Arrays.fill(returns, 3f);
      return update.improve(actor, critic, batch, values, advantages, returns, iteration);
    }

    float[] actorMoved() {
      return difference(actor, reference.parameters());
    }

    float[] criticMoved() {
      return difference(critic, valueFunction.initialParameters(1));
    }

    private static float[] difference(float[] after, float[] before) {
      float[] moved = after.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] -= before[i];
      }
      return moved;
    }
  }
}

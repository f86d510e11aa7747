package io.belay.learner.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.error.BelayException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizerTest {

  @Test
  void adamsFirstStepHasTheLengthOfTheLearningRate() {
    // m̂ = g and v̂ = g², so the first step is lr·g ÷ (|g| + ε).
    Adam adam = new Adam(2, 0.9, 0.999, 1e-8);
    float[] parameters = {1f, 1f};
    adam.beginStep(0.1);
    adam.apply(1f, new float[] {3f, -0.02f}, parameters, 0, 2);
    assertThat(parameters).containsExactly(new float[] {0.9f, 1.1f}, within(1e-5f));
  }

  @Test
  void adamsSecondStepFollowsItsMoments() {
    // β₁ = 0.5, β₂ = 0.75, g = 2 then 1, lr = 0.1:
    // m = 1 then 0.5 + 0.5 = 1, m̂ = 1 ÷ (1 − 0.25) = 4/3;  v = 1 then 0.75 + 0.25 = 1, v̂ = 1 ÷ (1
    // − 0.5625) = 16/7.
    Adam adam = new Adam(1, 0.5, 0.75, 1e-12);
    float[] parameters = {0f};
    adam.beginStep(0.1);
    adam.apply(1f, new float[] {2f}, parameters, 0, 1);
    assertThat(parameters[0]).isCloseTo(-0.1f, within(1e-6f));
    adam.beginStep(0.1);
    adam.apply(0.5f, new float[] {2f}, parameters, 0, 1);
    double expected = -0.1 - 0.1 * (4.0 / 3) / Math.sqrt(16.0 / 7);
    assertThat((double) parameters[0]).isCloseTo(expected, within(1e-6));
  }

  @Test
  void momentumAddsUpGradients() {
    // momentum 0.5, lr 0.1, g = 1 twice: u = 1 then 1.5; θ = −0.1 then −0.25.
    StochasticGradientDescent descent = new StochasticGradientDescent(1, 0.5);
    float[] parameters = {0f};
    for (int i = 0; i < 2; i++) {
      descent.beginStep(0.1);
      descent.apply(1f, new float[] {1f}, parameters, 0, 1);
    }
    assertThat(parameters[0]).isCloseTo(-0.25f, within(1e-7f));
  }

  @Test
  void rmsPropDividesByTheRootOfTheMeanSquareAndAddsEpsilonOutsideIt() {
    // decay 0.75, ε = 0.5, lr = 0.1. g = 2: v = 0.25·4 = 1, step 2 ÷ (1 + 0.5) = 4/3.
    // g = −1: v = 0.75 + 0.25 = 1, step −2/3. With ε inside the root the first would be 2 ÷ √1.5.
    RmsProp rmsProp = new RmsProp(1, 0.75, 0.5, 0);
    float[] parameters = {1f};
    rmsProp.beginStep(0.1);
    rmsProp.apply(0.5f, new float[] {4f}, parameters, 0, 1);
    assertThat((double) parameters[0]).isCloseTo(1 - 0.1 * 4 / 3, within(1e-6));
    rmsProp.beginStep(0.1);
    rmsProp.apply(1f, new float[] {-1f}, parameters, 0, 1);
    assertThat((double) parameters[0]).isCloseTo(1 - 0.1 * 4 / 3 + 0.1 * 2 / 3, within(1e-6));
  }

  @Test
  void rmsPropsMomentumAddsUpItsSteps() {
    // As above with momentum 0.5: u = 4/3, then 2/3 − 2/3 = 0.
    RmsProp rmsProp = new RmsProp(1, 0.75, 0.5, 0.5);
    float[] parameters = {0f};
    rmsProp.beginStep(0.1);
    rmsProp.apply(1f, new float[] {2f}, parameters, 0, 1);
    float afterOne = parameters[0];
    rmsProp.beginStep(0.1);
    rmsProp.apply(1f, new float[] {-1f}, parameters, 0, 1);
    assertThat(parameters[0]).isCloseTo(afterOne, within(1e-7f));
  }

  @Test
  void rmsPropGoesOnFromItsMomentsAndStepsOnlyItsRange() {
    RmsProp original = new RmsProp(3, 0.9, 1e-5, 0.5);
    float[] parameters = {1f, 1f, 1f};
    original.beginStep(0.1);
    original.apply(1f, new float[] {0.3f, 0.3f, 0.3f}, parameters, 1, 2);
    assertThat(parameters[0]).isEqualTo(1f);
    assertThat(parameters[1]).isLessThan(1f);
    assertThat(parameters[2]).isEqualTo(1f);
    RmsProp restored = new RmsProp(3, 0.9, 1e-5, 0.5);
    restored.restore(original.steps(), original.moments());
    float[] other = parameters.clone();
    original.beginStep(0.1);
    original.apply(1f, new float[] {0.1f, 0.2f, 0.3f}, parameters, 0, 3);
    restored.beginStep(0.1);
    restored.apply(1f, new float[] {0.1f, 0.2f, 0.3f}, other, 0, 3);
    assertThat(other).isEqualTo(parameters);
    assertThat(restored.steps()).isEqualTo(2);
  }

  @Test
  void aRestoredOptimizerGoesOnAsIfNothingHadHappened() {
    Adam original = new Adam(1, 0.9, 0.999, 1e-5);
    float[] parameters = {1f};
    original.beginStep(0.1);
    original.apply(1f, new float[] {0.3f}, parameters, 0, 1);
    Adam restored = new Adam(1, 0.9, 0.999, 1e-5);
    restored.restore(original.steps(), original.moments());
    float[] other = parameters.clone();
    for (Optimizer optimizer : List.of(original, restored)) {
      optimizer.beginStep(0.1);
      optimizer.apply(1f, new float[] {-0.7f}, optimizer == original ? parameters : other, 0, 1);
    }
    assertThat(other).isEqualTo(parameters);
  }

  @Test
  void momentsOfAnotherShapeAreRefused() {
    assertThatThrownBy(
            () -> new Adam(2, 0.9, 0.999, 1e-5).restore(1, List.of(new float[3], new float[3])))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("length=3, expected=2");
    assertThatThrownBy(() -> new StochasticGradientDescent(2, 0).restore(1, List.of()))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("arrays=0, expected=1");
  }
}

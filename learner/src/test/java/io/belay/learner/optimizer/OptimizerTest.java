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

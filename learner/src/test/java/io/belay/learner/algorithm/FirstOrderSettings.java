package io.belay.learner.algorithm;

import io.belay.recipe.A2cSettings;
import io.belay.recipe.AdvantageEstimator;
import io.belay.recipe.AdvantageNormalisation;
import io.belay.recipe.AdvantageSettings;
import io.belay.recipe.Baseline;
import io.belay.recipe.CriticFitSettings;
import io.belay.recipe.OptimizerKind;
import io.belay.recipe.OptimizerSettings;
import io.belay.recipe.ReinforceSettings;
import io.belay.recipe.Schedule;
import io.belay.recipe.StepSettings;

/** Settings of first-order algorithms whose parts a test can account for. */
public final class FirstOrderSettings {

  private FirstOrderSettings() {}

  /** Steps of θ ← θ − g: what moved is the gradient. */
  public static StepSettings theGradientItself() {
    return step(OptimizerKind.SGD, 1, Schedule.CONSTANT);
  }

  /** Steps without clipping, and with ε = 10⁻⁵, decay 0.99, no momentum. */
  public static StepSettings step(OptimizerKind kind, double learningRate, Schedule schedule) {
    return new StepSettings(
        learningRate,
        schedule,
        Double.POSITIVE_INFINITY,
        new OptimizerSettings(kind, 0.9, 0.999, 1e-5, 0, 0.99));
  }

  /** A2C with generalized advantages, γ = 0.9 and λ = 0.95, not normalised. */
  public static A2cSettings a2c(
      StepSettings step, double entropyCoefficient, Schedule schedule, double valueCoefficient) {
    return new A2cSettings(
        new AdvantageSettings(
            0.9, 0.95, AdvantageEstimator.GAE, AdvantageNormalisation.NONE, false),
        step,
        entropyCoefficient,
        schedule,
        valueCoefficient);
  }

  /** REINFORCE without entropy, advantages not normalised. */
  public static ReinforceSettings reinforce(
      double discount,
      Baseline baseline,
      boolean discountWeighting,
      StepSettings step,
      CriticFitSettings critic) {
    return new ReinforceSettings(
        AdvantageSettings.monteCarlo(discount, AdvantageNormalisation.NONE, false),
        step,
        baseline,
        discountWeighting,
        0,
        Schedule.CONSTANT,
        critic);
  }
}

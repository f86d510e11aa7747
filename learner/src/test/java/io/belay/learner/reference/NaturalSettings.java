package io.belay.learner.reference;

import io.belay.recipe.AdvantageEstimator;
import io.belay.recipe.AdvantageNormalisation;
import io.belay.recipe.AdvantageSettings;
import io.belay.recipe.CriticFitSettings;
import io.belay.recipe.FisherSettings;
import io.belay.recipe.OptimizerKind;
import io.belay.recipe.OptimizerSettings;
import io.belay.recipe.Schedule;
import io.belay.recipe.StepSettings;

/** Settings of the natural-gradient family that leave the numbers as they are. */
public final class NaturalSettings {

  private NaturalSettings() {}

  /** Advantages as estimated. */
  public static AdvantageSettings advantages() {
    return new AdvantageSettings(
        0.99, 0.95, AdvantageEstimator.GAE, AdvantageNormalisation.NONE, false);
  }

  /** Conjugate gradient to the end of what floats give, over all rows. */
  public static FisherSettings exact(double damping) {
    return new FisherSettings(damping, 1, 200, 1e-6, 1e-3);
  }

  /** A critic's fit that tests of the actor never run. */
  public static CriticFitSettings critic() {
    return new CriticFitSettings(
        1,
        32,
        new StepSettings(
            1e-3,
            Schedule.CONSTANT,
            0.5,
            new OptimizerSettings(OptimizerKind.ADAM, 0.9, 0.999, 1e-5, 0, 0.99)));
  }
}

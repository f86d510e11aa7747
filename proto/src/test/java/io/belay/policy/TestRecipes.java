package io.belay.policy;

import io.belay.kernel.Activation;
import io.belay.recipe.AdvantageEstimator;
import io.belay.recipe.AdvantageNormalisation;
import io.belay.recipe.CriticSettings;
import io.belay.recipe.EnvironmentSettings;
import io.belay.recipe.EvaluationSettings;
import io.belay.recipe.FeatureKind;
import io.belay.recipe.FeatureSettings;
import io.belay.recipe.OptimizerKind;
import io.belay.recipe.OptimizerSettings;
import io.belay.recipe.PolicyKind;
import io.belay.recipe.PolicySettings;
import io.belay.recipe.PpoSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.RestartSettings;
import io.belay.recipe.SamplingSettings;
import io.belay.recipe.Schedule;
import io.belay.recipe.TrainingSettings;
import io.belay.space.EnvironmentSpec;
import io.belay.space.Space;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Recipes that differ in their policy alone, and environments that differ in their spaces alone.
 */
final class TestRecipes {
  static final FeatureSettings IDENTITY = new FeatureSettings(FeatureKind.IDENTITY, 1);

  private TestRecipes() {}

  static EnvironmentSpec environment(Space observations, Space actions) {
    return new EnvironmentSpec(
        "Test-v0", observations, actions, OptionalInt.empty(), OptionalDouble.empty(), true);
  }

  static Policy policy(PolicySettings settings, Space observations, Space actions) {
    return Policy.of(recipe(settings), environment(observations, actions));
  }

  static PolicySettings settings(PolicyKind kind, FeatureSettings features) {
    return new PolicySettings(kind, List.of(16, 16), Activation.TANH, features, -0.5, false);
  }

  static Recipe recipe(PolicySettings policy) {
    return new Recipe(
        "test",
        new EnvironmentSettings("Test-v0"),
        policy,
        new CriticSettings(List.of(16), Activation.TANH),
        new SamplingSettings(2, 1, 8, new RestartSettings.EnvironmentRestart()),
        new PpoSettings(
            0.99,
            0.95,
            AdvantageEstimator.GAE,
            1,
            16,
            1e-3,
            Schedule.CONSTANT,
            0.2,
            Schedule.CONSTANT,
            OptionalDouble.empty(),
            0,
            1,
            Double.POSITIVE_INFINITY,
            AdvantageNormalisation.NONE,
            OptionalDouble.empty(),
            new OptimizerSettings(OptimizerKind.ADAM, 0.9, 0.999, 1e-5, 0)),
        new TrainingSettings(1000, 1, 50, 3),
        new EvaluationSettings(1, true));
  }
}

package io.belay.policy;

import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.space.EnvironmentSpec;
import io.belay.space.Space;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Policies of two hidden layers of 16 that differ in kind and features, for environments that
 * differ in their spaces.
 */
final class TestRecipes {

  private TestRecipes() {}

  /**
   * The policy that a recipe with these settings asks for.
   *
   * @param settings HOCON of the {@code policy} subtree, such as {@code kind = tabular}
   */
  static Policy policy(String settings, Space observations, Space actions) {
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "Test-v0", observations, actions, OptionalInt.empty(), OptionalDouble.empty(), true);
    return Policy.of(recipe(settings), environment);
  }

  private static Recipe recipe(String settings) {
    return RecipeLoader.parse(
        """
        environment.id = Test-v0
        policy { hidden = [16, 16], initial-log-standard-deviation = -0.5, %s }
        sampling { lanes = 2, block-size = 1, fragment-length = 8 }
        algorithm { name = ppo, minibatch-size = 16 }
        training.environment-steps = 1000
        """
            .formatted(settings),
        "test");
  }
}

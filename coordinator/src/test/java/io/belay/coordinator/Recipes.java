package io.belay.coordinator;

import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A small recipe and its environment. */
final class Recipes {
  static final EnvironmentSpec CARTPOLE = cartpole(500);

  /** Four lanes in four blocks. */
  static final Recipe FOUR_BLOCKS =
      RecipeLoader.parse(
          """
          environment { id = "CartPole-v1" }
          policy { kind = mlp, hidden = [8], activation = tanh }
          critic { hidden = [8], activation = tanh }
          sampling { lanes = 4, block-size = 1, fragment-length = 8, restart = environment }
          algorithm {
            name = ppo, discount = 0.98, gae-lambda = 0.8, epochs = 1, minibatch-size = 32
            learning-rate = 1e-3, clip-range = 0.2
          }
          training { environment-steps = 320, seed = 1, checkpoint-every = 5 }
          evaluation { episodes = 1, deterministic = true }
          """,
          "small.conf");

  private Recipes() {}

  /** CartPole with another time limit, which is another environment. */
  static EnvironmentSpec cartpole(int maxEpisodeSteps) {
    return new EnvironmentSpec(
        "CartPole-v1",
        Box.symmetric(4.8f, Float.POSITIVE_INFINITY, 0.419f, Float.POSITIVE_INFINITY),
        new Discrete(2),
        OptionalInt.of(maxEpisodeSteps),
        OptionalDouble.of(475),
        true);
  }
}

package io.belay.learner.training;

import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.learner.algorithm.Update;
import io.belay.learner.algorithm.a2c.A2cUpdate;
import io.belay.learner.algorithm.ppo.PpoUpdate;
import io.belay.learner.algorithm.reinforce.ReinforceUpdate;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.Policy;
import io.belay.recipe.A2cSettings;
import io.belay.recipe.AlgorithmSettings;
import io.belay.recipe.NpgSettings;
import io.belay.recipe.PpoSettings;
import io.belay.recipe.QnpgSettings;
import io.belay.recipe.ReinforceSettings;
import io.belay.recipe.TrpoSettings;

/** Which update a recipe's algorithm is: the one place that knows all of them. */
final class Updates {

  private Updates() {}

  /** The update of the run's algorithm, at the run's start. */
  static Update of(RunSpecification specification, Policy policy, Critic critic, Crew crew) {
    int rows = specification.stepsPerIteration();
    int iterations = specification.iterations();
    long seed = specification.recipe().training().seed();
    AlgorithmSettings algorithm = specification.recipe().algorithm();
    return switch (algorithm) {
      case PpoSettings ppo -> new PpoUpdate(ppo, policy, critic, rows, iterations, seed, crew);
      case A2cSettings a2c -> new A2cUpdate(a2c, policy, critic, rows, iterations, crew);
      case ReinforceSettings reinforce ->
          new ReinforceUpdate(
              reinforce,
              policy,
              critic,
              rows,
              specification.recipe().sampling().lanes(),
              iterations,
              seed,
              crew);
      case NpgSettings _, QnpgSettings _, TrpoSettings _ ->
          throw BelayException.invalid(
              "an algorithm is built: algorithm.name=%s is not built yet; use ppo, a2c or reinforce"
                  .formatted(algorithm.name()));
    };
  }
}

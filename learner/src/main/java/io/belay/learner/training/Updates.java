package io.belay.learner.training;

import io.belay.control.RunSpecification;
import io.belay.learner.algorithm.Update;
import io.belay.learner.algorithm.ppo.PpoUpdate;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.Policy;
import io.belay.recipe.PpoSettings;

/** Which update a recipe's algorithm is: the one place that knows all of them. */
final class Updates {

  private Updates() {}

  /** The update of the run's algorithm, at the run's start. */
  static Update of(RunSpecification specification, Policy policy, Critic critic, Crew crew) {
    int rows = specification.stepsPerIteration();
    int iterations = specification.iterations();
    long seed = specification.recipe().training().seed();
    return switch (specification.recipe().algorithm()) {
      case PpoSettings ppo -> new PpoUpdate(ppo, policy, critic, rows, iterations, seed, crew);
    };
  }
}

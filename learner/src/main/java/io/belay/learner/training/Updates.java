package io.belay.learner.training;

import io.belay.control.RunSpecification;
import io.belay.learner.algorithm.Update;
import io.belay.learner.algorithm.a2c.A2cUpdate;
import io.belay.learner.algorithm.npg.NpgUpdate;
import io.belay.learner.algorithm.ppo.PpoUpdate;
import io.belay.learner.algorithm.qnpg.QnpgUpdate;
import io.belay.learner.algorithm.reinforce.ReinforceUpdate;
import io.belay.learner.algorithm.trpo.TrpoUpdate;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.Policy;
import io.belay.recipe.A2cSettings;
import io.belay.recipe.NpgSettings;
import io.belay.recipe.PpoSettings;
import io.belay.recipe.QnpgSettings;
import io.belay.recipe.ReinforceSettings;
import io.belay.recipe.SampledSettings;
import io.belay.recipe.TrpoSettings;

/** Which update a recipe's algorithm is: the one place that knows all of them. */
final class Updates {

  private Updates() {}

  /** The update of the run's algorithm, at the run's start. */
  static Update of(RunSpecification specification, Policy policy, Critic critic, Crew crew) {
    int steps = specification.recipe().sampling().fragmentLength();
    int lanes = specification.recipe().sampling().lanes();
    int rows = specification.stepsPerIteration();
    int iterations = specification.iterations();
    long seed = specification.recipe().training().seed();
    return switch (SampledSettings.of(specification.recipe())) {
      case PpoSettings ppo -> new PpoUpdate(ppo, policy, critic, rows, iterations, seed, crew);
      case A2cSettings a2c -> new A2cUpdate(a2c, policy, critic, rows, iterations, crew);
      case ReinforceSettings reinforce ->
          new ReinforceUpdate(reinforce, policy, critic, rows, lanes, iterations, seed, crew);
      case NpgSettings npg ->
          new NpgUpdate(npg, policy, critic, steps, lanes, iterations, seed, crew);
      case QnpgSettings qnpg ->
          new QnpgUpdate(qnpg, policy, critic, steps, lanes, iterations, seed, crew);
      case TrpoSettings trpo ->
          new TrpoUpdate(trpo, policy, critic, steps, lanes, iterations, seed, crew);
    };
  }
}

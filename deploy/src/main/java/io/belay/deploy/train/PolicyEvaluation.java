package io.belay.deploy.train;

import io.belay.learner.run.EvaluationFigures;
import io.belay.policy.Policy;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.Recipe;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import io.belay.worker.rollout.EvaluationResult;
import io.belay.worker.rollout.Evaluator;

/**
 * Plays a run's policy from ρ, the environment's own starting distribution, whatever the run
 * restarts from.
 *
 * @param registration the run's environment
 * @param policy the run's policy
 */
public record PolicyEvaluation(EnvironmentRegistration registration, Policy policy) {
  private static final String RHO = "rho";

  /**
   * Prepares the evaluation of a run.
   *
   * @throws io.belay.error.BelayException INVALID_REQUEST where the environment is unknown or the
   *     recipe does not fit it
   */
  public static PolicyEvaluation of(Recipe recipe, EnvironmentRegistry environments) {
    EnvironmentRegistration registration = environments.lookup(recipe.environment().id());
    return new PolicyEvaluation(registration, Policy.of(recipe, registration.spec()));
  }

  /**
   * Plays whole episodes.
   *
   * @param episodes at least 1
   * @param deterministic whether the most probable action is taken instead of a sampled one
   * @param seed of all chance in the evaluation
   */
  public EvaluationFigures run(
      PolicySnapshot snapshot, int episodes, boolean deterministic, long seed) {
    EvaluationResult result =
        Evaluator.evaluate(registration, policy, snapshot, episodes, deterministic, seed);
    return new EvaluationFigures(
        RHO, result.episodes(), result.deterministic(), result.returnMean(), result.returnStd());
  }
}

package io.belay.worker.rollout;

import io.belay.error.BelayException;
import io.belay.policy.Policy;
import io.belay.policy.PolicySnapshot;
import io.belay.worker.environment.EnvironmentRegistration;

/**
 * Plays complete episodes from ρ, the environment's own start, whatever the run's restart
 * distribution is.
 *
 * <p>Chance is a function of (seed, episode, step), so an episode's return depends neither on how
 * many episodes are played nor on which are played beside it.
 */
public final class Evaluator {
  /**
   * Steps after which an episode counts as over where the environment has no time limit, so that
   * every evaluation ends.
   */
  public static final int MAX_STEPS_WITHOUT_TIME_LIMIT = 10_000;

  private static final int WIDTH = 64;

  private Evaluator() {}

  /**
   * Evaluates a policy on the calling thread.
   *
   * @param episodes how many to play, at least 1
   * @param deterministic true to take the likeliest action, false to sample
   * @param seed of all chance, in a stream of its own: the run's seed may be used again
   * @throws BelayException INVALID_REQUEST where there is no episode to play, or an environment
   *     throws or returns something malformed
   */
  public static EvaluationResult evaluate(
      EnvironmentRegistration registration,
      Policy policy,
      PolicySnapshot snapshot,
      int episodes,
      boolean deterministic,
      long seed) {
    return evaluate(registration, policy, snapshot, episodes, deterministic, seed, WIDTH);
  }

  /**
   * @param width episodes played side by side at most
   */
  static EvaluationResult evaluate(
      EnvironmentRegistration registration,
      Policy policy,
      PolicySnapshot snapshot,
      int episodes,
      boolean deterministic,
      long seed,
      int width) {
    if (episodes < 1) {
      throw BelayException.invalid(
          "an evaluation plays at least one episode: episodes=" + episodes);
    }
    Evaluation evaluation =
        new Evaluation(registration, policy, episodes, deterministic, seed, width);
    EvaluationResult result;
    try {
      result = evaluation.run(snapshot);
    } catch (RuntimeException e) {
      evaluation.closeAfter(e);
      throw e;
    }
    evaluation.close();
    return result;
  }
}

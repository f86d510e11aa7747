package io.belay.recipe;

import static io.belay.recipe.Keys.EVALUATION_EPISODES;

import java.util.List;

/**
 * The evaluation of the last policy, from the environment's own starting distribution ρ.
 *
 * @param episodes whole episodes, at least 1
 * @param deterministic whether the most probable action is taken instead of a sampled one
 */
public record EvaluationSettings(int episodes, boolean deterministic) {

  public EvaluationSettings {
    Violation.refuse(violations(episodes));
  }

  static List<Violation> violations(long episodes) {
    return new Violation.Collector().check(EVALUATION_EPISODES, episodes).all();
  }
}

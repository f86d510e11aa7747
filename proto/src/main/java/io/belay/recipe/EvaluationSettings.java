package io.belay.recipe;

import static io.belay.recipe.Keys.EVALUATION_EPISODES;

/**
 * The evaluation of the last policy, from the environment's own starting distribution ρ.
 *
 * @param episodes whole episodes, at least 1
 * @param deterministic whether the most probable action is taken instead of a sampled one
 */
public record EvaluationSettings(int episodes, boolean deterministic) {

  public EvaluationSettings {
    Violation.refuse(new Violation.Collector().check(EVALUATION_EPISODES, episodes).all());
  }
}

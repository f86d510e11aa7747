package io.belay.recipe;

import static io.belay.recipe.Keys.CRITIC_HIDDEN;

import io.belay.kernel.Activation;
import java.util.List;

/**
 * The MLP that estimates values. It stays at the learner.
 *
 * @param hidden units of each hidden layer, from the observation on; empty for a linear map
 * @param activation after each hidden layer
 */
public record CriticSettings(List<Integer> hidden, Activation activation) {

  public CriticSettings {
    hidden = List.copyOf(hidden);
    Violation.refuse(
        new Violation.Collector()
            .require(CRITIC_HIDDEN.allows(hidden), CRITIC_HIDDEN.violation(hidden.toString()))
            .all());
  }
}

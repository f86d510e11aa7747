package io.belay.recipe;

import static io.belay.recipe.Keys.ENVIRONMENT_ID;

/**
 * Which environment a run samples.
 *
 * @param id name under which the environment is registered, such as {@code CartPole-v1}
 */
public record EnvironmentSettings(String id) {

  public EnvironmentSettings {
    Violation.refuse(
        new Violation.Collector()
            .require(ENVIRONMENT_ID.allows(id), ENVIRONMENT_ID.violation('"' + id + '"'))
            .all());
  }
}

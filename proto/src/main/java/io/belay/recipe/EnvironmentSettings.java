package io.belay.recipe;

import static io.belay.recipe.Keys.ENVIRONMENT_ID;

import java.util.List;

/**
 * Which environment a run samples.
 *
 * @param id name under which the environment is registered, such as {@code CartPole-v1}
 */
public record EnvironmentSettings(String id) {

  public EnvironmentSettings {
    Violation.refuse(violations(id));
  }

  static List<Violation> violations(String id) {
    return ENVIRONMENT_ID.allows(id)
        ? List.of()
        : List.of(ENVIRONMENT_ID.violation('"' + id + '"'));
  }
}

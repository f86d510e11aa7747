package io.belay.recipe;

import java.util.List;

/** The words for {@code sampling.restart.kind}, each with the fields beside it. */
enum RestartKind {
  ENVIRONMENT(),
  FIXED("state"),
  STATES("states", "weights"),
  BOX("low", "high"),
  UNIFORM(),
  MIXTURE("probability", "distribution"),
  VISITED("probability", "capacity");

  private final List<String> fields;

  RestartKind(String... fields) {
    this.fields = List.of(fields);
  }

  /** Fields beside {@code kind}. */
  List<String> fields() {
    return fields;
  }

  static RestartKind of(RestartSettings restart) {
    return switch (restart) {
      case RestartSettings.EnvironmentRestart _ -> ENVIRONMENT;
      case RestartSettings.FixedState _ -> FIXED;
      case RestartSettings.WeightedStates _ -> STATES;
      case RestartSettings.UniformBox _ -> BOX;
      case RestartSettings.Uniform _ -> UNIFORM;
      case RestartSettings.Mixture _ -> MIXTURE;
      case RestartSettings.VisitedStates _ -> VISITED;
    };
  }
}

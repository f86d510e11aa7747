package io.belay.recipe;

import io.belay.error.BelayException;

/** An algorithm that learns from what workers sample. */
public sealed interface SampledSettings extends AlgorithmSettings
    permits ReinforceSettings, A2cSettings, NpgSettings, QnpgSettings, TrpoSettings, PpoSettings {

  /** How advantages are estimated. */
  AdvantageSettings advantage();

  @Override
  default double discount() {
    return advantage().discount();
  }

  /**
   * The algorithm of a run with workers.
   *
   * @throws BelayException INVALID_REQUEST where it is an exact one
   */
  static SampledSettings of(Recipe recipe) {
    return switch (recipe.algorithm()) {
      case SampledSettings sampled -> sampled;
      case ExactSettings exact ->
          throw BelayException.invalid(
              "an exact algorithm samples nothing and needs no workers; run it in one process with `belay train`: recipe=%s, algorithm.name=%s"
                  .formatted(recipe.name(), exact.name()));
    };
  }
}

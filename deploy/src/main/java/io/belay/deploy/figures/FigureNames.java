package io.belay.deploy.figures;

import io.belay.control.IterationReport;
import io.belay.recipe.ExactSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.SampledSettings;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives an iteration's figures the names by which Stable-Baselines3 reports them, group and figure,
 * such as {@code rollout/ep_rew_mean}. A figure that is not finite has no name: there is none.
 */
public sealed interface FigureNames permits SampledFigureNames, ExactFigureNames {

  /** What Stable-Baselines3 prints and keeps out of its event files, where it is an axis. */
  Set<String> PRINTED_ALONE =
      Set.of("time/iterations", "time/time_elapsed", "time/total_timesteps", "train/n_updates");

  /** The names of a recipe's figures. */
  static FigureNames of(Recipe recipe) {
    return switch (recipe.algorithm()) {
      case SampledSettings settings -> new SampledFigureNames(recipe, settings);
      case ExactSettings _ -> new ExactFigureNames();
    };
  }

  /**
   * What a table shows, sorted by name.
   *
   * @return whole numbers as {@link Long}, others as {@link Double}
   */
  SequencedMap<String, Number> table(IterationReport report);

  /** Figures that have no name in Stable-Baselines3: all others, in a group of their own. */
  SequencedMap<String, Double> others(IterationReport report);

  /**
   * Where the iteration is on the horizontal axis: environment steps, or iterations where nothing
   * is sampled.
   */
  long step(IterationReport report);

  /** All that a chart may show, sorted by name. */
  default SequencedMap<String, Double> scalars(IterationReport report) {
    SequencedMap<String, Double> scalars = new TreeMap<>();
    table(report)
        .forEach((name, value) -> {
          if (!PRINTED_ALONE.contains(name)) {
            scalars.put(name, value.doubleValue());
          }
        });
    scalars.putAll(others(report));
    return scalars;
  }
}

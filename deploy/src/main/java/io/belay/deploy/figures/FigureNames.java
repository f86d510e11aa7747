package io.belay.deploy.figures;

import io.belay.control.IterationReport;
import io.belay.recipe.ExactSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.SampledSettings;
import java.util.SequencedMap;

/**
 * Gives an iteration's figures the names by which Stable-Baselines3 reports them, group and figure,
 * such as {@code rollout/ep_rew_mean}. A figure that is not finite has no name: there is none.
 */
public sealed interface FigureNames permits SampledFigureNames, ExactFigureNames {

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

  /**
   * What a chart may show, sorted by name: the same without what is an axis there, and figures that
   * Stable-Baselines3 has no name for, in a group of their own.
   */
  SequencedMap<String, Double> scalars(IterationReport report);

  /**
   * Where the iteration is on the horizontal axis: environment steps, or iterations where nothing
   * is sampled.
   */
  long step(IterationReport report);
}

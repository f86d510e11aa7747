package io.belay.deploy.compare;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.belay.error.BelayException;
import io.belay.learner.run.RunFiles;
import io.belay.learner.statistics.Solved;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads what is kept of a run. */
final class RunReader {
  private static final ConfigParseOptions JSON =
      ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setAllowMissing(true);

  private RunReader() {}

  /**
   * Reads a run.
   *
   * @param directory the run's
   * @throws BelayException INVALID_REQUEST where there is no run, or nothing to draw of it yet
   */
  static RunHistory read(Path directory) {
    RunFiles files = RunFiles.ofRun(directory);
    Recipe recipe = RecipeLoader.parse(files.readRecipe(), files.recipe().toString());
    ProgressColumns progress = ProgressColumns.read(files.progress(), Measure.of(recipe));
    if (progress.isEmpty()) {
      throw BelayException.invalid(
          "a run that is compared has a %s in at least one line of its progress; train it further: file=%s"
              .formatted(Measure.of(recipe).quantityMember(), files.progress()));
    }
    Config summary = summary(files);
    return new RunHistory(
        directory,
        recipe,
        progress.overSteps(),
        progress.overSeconds(),
        progress.speed(),
        summary.hasPath("completed") && summary.getBoolean("completed"),
        summary.hasPath("evaluation.returnMean")
            ? OptionalDouble.of(summary.getDouble("evaluation.returnMean"))
            : OptionalDouble.empty(),
        solved(summary));
  }

  /** {@code summary.json}; empty where the run goes on, or was killed. */
  private static Config summary(RunFiles files) {
    try {
      return ConfigFactory.parseFile(files.summary().toFile(), JSON);
    } catch (ConfigException e) {
      throw BelayException.invalid(
          "a run's summary is as Belay wrote it; resume the run to have it written again: file=%s (%s)"
              .formatted(files.summary(), e.getMessage()));
    }
  }

  private static Optional<Solved> solved(Config summary) {
    return summary.hasPath("solved")
        ? Optional.of(
            new Solved(
                summary.getDouble("solved.threshold"),
                summary.getLong("solved.atEnvironmentStep"),
                summary.getDouble("solved.atSecond")))
        : Optional.empty();
  }
}

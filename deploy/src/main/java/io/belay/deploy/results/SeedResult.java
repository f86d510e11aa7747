package io.belay.deploy.results;

import com.typesafe.config.Config;
import io.belay.learner.run.RunFiles;
import io.belay.learner.statistics.Solved;
import java.util.Optional;

/**
 * What a recipe reached with one seed.
 *
 * @param seed the run's seed
 * @param returnMean mean undiscounted return of the final evaluation's episodes
 * @param returnStd its standard deviation over the episodes
 * @param seconds of training, as {@code wallSeconds} in {@code summary.json}
 * @param parametersSha256 SHA-256 over actor then critic parameters, the same wherever and however
 *     often the seed is run
 * @param solved when training episodes first reached the environment's threshold; empty where they
 *     never did
 */
public record SeedResult(
    long seed,
    double returnMean,
    double returnStd,
    double seconds,
    String parametersSha256,
    Optional<Solved> solved) {

  /** Of a run that has been completed and evaluated. */
  public static SeedResult of(RunFiles files) {
    Config summary = ResultsJson.parse(files.summary());
    return new SeedResult(
        summary.getLong("seed"),
        summary.getDouble("evaluation.returnMean"),
        summary.getDouble("evaluation.returnStd"),
        summary.getDouble("wallSeconds"),
        summary.getString("parametersSha256"),
        ResultsJson.solved(summary));
  }
}

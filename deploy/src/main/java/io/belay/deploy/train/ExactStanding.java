package io.belay.deploy.train;

import io.belay.error.BelayException;
import io.belay.learner.checkpoint.ExactCheckpoint;
import io.belay.learner.exact.algorithm.ExactReport;
import io.belay.learner.exact.algorithm.ExactRun;
import io.belay.learner.exact.run.ExactAlgorithms;
import io.belay.learner.run.RunFiles;
import io.belay.recipe.ExactSettings;
import io.belay.recipe.Recipe;

/** What the newest saved policy of a run of an exact algorithm is worth. */
public final class ExactStanding {
  private ExactStanding() {}

  /**
   * Computes it.
   *
   * @param settings of the recipe's algorithm
   * @throws BelayException INVALID_REQUEST where no checkpoint can be read
   */
  public static ExactReport of(RunFiles files, Recipe recipe, ExactSettings settings) {
    ExactCheckpoint checkpoint =
        ExactSummaries.newest(files, recipe).orElseThrow(() -> Saved.none(files));
    return ExactRun.resume(ExactAlgorithms.of(recipe, settings), checkpoint.state()).standing();
  }
}

package io.belay.coordinator.run;

import io.belay.error.BelayException;
import io.belay.recipe.Recipe;

/**
 * A wish to have a policy trained.
 *
 * @param runId name of the run
 * @param workersWanted workers to wait for before the run starts, at least 1
 * @param resume whether a run of this name that was stopped or failed is taken up again, from its
 *     newest checkpoint; otherwise one that is over is left alone
 */
public record Submission(String runId, Recipe recipe, int workersWanted, boolean resume) {
  public Submission {
    if (runId.isBlank() || workersWanted < 1) {
      throw BelayException.invalid(
          "a run has a name and at least one worker: runId=\"%s\", workers=%d"
              .formatted(runId, workersWanted));
    }
  }

  /** A wish that leaves a run alone that is over. */
  public Submission(String runId, Recipe recipe, int workersWanted) {
    this(runId, recipe, workersWanted, false);
  }
}

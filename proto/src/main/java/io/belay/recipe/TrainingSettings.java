package io.belay.recipe;

import static io.belay.recipe.Keys.CHECKPOINTS_KEPT;
import static io.belay.recipe.Keys.CHECKPOINT_EVERY;
import static io.belay.recipe.Keys.ENVIRONMENT_STEPS;

import java.util.List;

/**
 * How long a run trains and what it keeps.
 *
 * @param environmentSteps steps over all lanes, rounded up to whole iterations
 * @param seed of all chance in the run
 * @param checkpointEvery iterations between checkpoints, at least 1; the last iteration always
 *     makes one
 * @param checkpointsKept newest checkpoints that are kept, at least 1
 */
public record TrainingSettings(
    long environmentSteps, long seed, int checkpointEvery, int checkpointsKept) {

  public TrainingSettings {
    Violation.refuse(violations(environmentSteps, checkpointEvery, checkpointsKept));
  }

  static List<Violation> violations(
      long environmentSteps, long checkpointEvery, long checkpointsKept) {
    return new Violation.Collector()
        .check(ENVIRONMENT_STEPS, environmentSteps)
        .check(CHECKPOINT_EVERY, checkpointEvery)
        .check(CHECKPOINTS_KEPT, checkpointsKept)
        .all();
  }
}

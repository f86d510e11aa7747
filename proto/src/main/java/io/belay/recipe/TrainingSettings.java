package io.belay.recipe;

import static io.belay.recipe.Keys.CHECKPOINTS_KEPT;
import static io.belay.recipe.Keys.CHECKPOINT_EVERY;
import static io.belay.recipe.Keys.ENVIRONMENT_STEPS;
import static io.belay.recipe.Keys.FRAGMENT_LENGTH;
import static io.belay.recipe.Keys.LANES;

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
    Violation.refuse(
        new Violation.Collector()
            .check(ENVIRONMENT_STEPS, environmentSteps)
            .check(CHECKPOINT_EVERY, checkpointEvery)
            .check(CHECKPOINTS_KEPT, checkpointsKept)
            .all());
  }

  /** Rules that hold between the length of a run and a batch of lanes × fragmentLength steps. */
  static List<Violation> together(long environmentSteps, int lanes, int fragmentLength) {
    return new Violation.Collector()
        .require(
            Math.ceilDiv(environmentSteps, (long) lanes * fragmentLength) <= Integer.MAX_VALUE,
            new Violation(
                "a run has at most 2147483647 iterations, each of lanes × fragment-length steps",
                List.of(
                    ENVIRONMENT_STEPS.setting(environmentSteps),
                    LANES.setting(lanes),
                    FRAGMENT_LENGTH.setting(fragmentLength)),
                "use fewer environment-steps, more lanes or longer fragments"))
        .all();
  }
}

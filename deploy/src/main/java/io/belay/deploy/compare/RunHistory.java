package io.belay.deploy.compare;

import io.belay.learner.statistics.Solved;
import io.belay.recipe.Recipe;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is kept of a run, finished or not.
 *
 * @param directory the run's
 * @param steps the measure over environment steps, or over iterations
 * @param seconds the measure over training time
 * @param speed steps, or iterations, per second of training
 * @param completed whether the run's summary says that every iteration is done
 * @param evaluation mean return of the final evaluation's episodes; empty where there was none
 * @param solved when training episodes first reached the environment's threshold; empty where they
 *     never did, or where there is no summary yet
 */
record RunHistory(
    Path directory,
    Recipe recipe,
    Curve steps,
    Curve seconds,
    double speed,
    boolean completed,
    OptionalDouble evaluation,
    Optional<Solved> solved) {

  long seed() {
    return recipe.training().seed();
  }
}

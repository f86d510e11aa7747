package io.belay.learner.checkpoint;

import io.belay.learner.statistics.StatisticsState;
import io.belay.learner.training.TrainerState;
import io.belay.trajectory.LaneCarry;
import java.util.List;

/**
 * A run between two iterations.
 *
 * <p>Arrays are handed over and never written again.
 *
 * @param runId the run
 * @param recipe the fully resolved recipe; schedules are functions of it and the iteration
 * @param trainer parameters, optimizer and normaliser
 * @param carries where the lanes of each block stand, in block order; empty before the first
 *     iteration
 * @param statistics steps, episodes, times and solved record
 * @param parametersSha256 SHA-256 over actor then critic parameters
 */
public record Checkpoint(
    String runId,
    String recipe,
    TrainerState trainer,
    List<List<LaneCarry>> carries,
    StatisticsState statistics,
    String parametersSha256) {

  public Checkpoint {
    carries = carries.stream().map(List::copyOf).toList();
  }

  /** Iterations completed: the number of the iteration that comes next. */
  public int iteration() {
    return statistics.iterations();
  }
}

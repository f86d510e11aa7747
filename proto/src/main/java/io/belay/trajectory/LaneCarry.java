package io.belay.trajectory;

/**
 * Where a lane stands between two iterations: what another worker needs to continue it with the
 * same bytes.
 *
 * <p>Arrays are handed over and never written again.
 *
 * @param environmentState the environment's saved state, {@code [stateSize]}; empty where the
 *     environment cannot save it
 * @param elapsedSteps steps of the running episode so far
 * @param episodeReturn undiscounted sum of the running episode's rewards so far
 * @param visitedStates reservoir of states that the lane visited earlier, {@code [n, stateSize]};
 *     empty unless the restart distribution draws from them
 * @param visitedCount how many states the reservoir was offered so far
 */
public record LaneCarry(
    double[] environmentState,
    int elapsedSteps,
    double episodeReturn,
    double[] visitedStates,
    long visitedCount) {

  /** Whether the running episode can be continued from this carry. */
  public boolean restorable() {
    return environmentState.length > 0;
  }
}

package io.belay.worker.rollout;

import io.belay.worker.restart.VisitedStates;

/** One lane between two calls of its environment. */
final class Lane {
  /** Number of the lane over the whole run. */
  final int number;

  final CheckedEnvironment environment;

  /** States it visited, if the restart distribution wants them. */
  final VisitedStates visited;

  /** Whether an episode is running that can be continued. */
  boolean running;

  /** Steps of the running episode. */
  int elapsedSteps;

  /** Undiscounted sum of the running episode's rewards. */
  double episodeReturn;

  Lane(int number, CheckedEnvironment environment, VisitedStates visited) {
    this.number = number;
    this.environment = environment;
    this.visited = visited;
  }

  /** Marks the beginning of an episode. */
  void begin() {
    running = true;
    elapsedSteps = 0;
    episodeReturn = 0;
  }
}

package io.belay.coordinator;

/** What a run waits for, each for a limited time. */
enum Deadline {
  /** Not all workers that were asked for have come; those that have may start. */
  GATHERING,
  /** No worker is there that can work on the run. */
  WORKERS,
  /** The learner has been told to start the run. */
  START,
  /** The learner has been told to end the run. */
  STOP,
  /** The learner is gone and another, or the same one, has not come. */
  LEARNER
}

package io.belay.coordinator.page.live;

/**
 * What an event on the page is about. Each kind has its own bound, so that none drives out another.
 */
enum EventKind {
  /** The run passed to another phase. */
  RUN,
  /** A worker came or went. */
  WORKER,
  /** Blocks changed hands. */
  LEASE,
  /** A checkpoint was written. */
  CHECKPOINT,
  /** Something went wrong that the run survives, or does not. */
  FAULT
}

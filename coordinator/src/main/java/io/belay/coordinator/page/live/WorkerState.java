package io.belay.coordinator.page.live;

/** How a worker stands to the coordinator. */
enum WorkerState {
  /** Registered, and may hold blocks. */
  AVAILABLE,
  /** Registered, and going. */
  DRAINING,
  /** Its session ended unannounced. */
  LOST,
  /** Went as it had announced. */
  LEFT;

  boolean gone() {
    return this == LOST || this == LEFT;
  }
}

package io.belay.coordinator;

import java.time.Duration;

/** Timers, one a deadline; setting one that runs starts it anew. */
interface Deadlines {
  void set(Deadline deadline, Duration after);

  void clear(Deadline deadline);

  boolean isSet(Deadline deadline);
}

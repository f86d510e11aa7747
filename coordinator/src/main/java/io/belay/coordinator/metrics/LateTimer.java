package io.belay.coordinator.metrics;

import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A timer that is there from its first time on.
 *
 * <p>Used by one thread.
 */
final class LateTimer {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<Timer> register;
  private @Nullable Timer timer;

  /**
   * @param register makes the timer; called once
   */
  LateTimer(Supplier<Timer> register) {
    this.register = register;
  }

  /**
   * @param seconds NaN for none
   */
  void record(double seconds) {
    if (Double.isNaN(seconds)) {
      return;
    }
    if (timer == null) {
      timer = register.get();
    }
    timer.record((long) (seconds * NANOS), TimeUnit.NANOSECONDS);
  }
}

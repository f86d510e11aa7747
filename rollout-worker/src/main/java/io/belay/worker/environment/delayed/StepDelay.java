package io.belay.worker.environment.delayed;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Makes steps last a given time each, without drift.
 *
 * <pre>
 *   dueₙ = startₙ + time − lateₙ₋₁,     lateₙ = min(time, max(0, endₙ − dueₙ)),     late₀ = 0
 * </pre>
 *
 * <p>A parked thread is woken some 60 µs after the moment it asked for, or much later on a busy
 * machine. What a step took too long the next one is shorter, so that n steps take n times as long
 * as one and the operating system's timer does not slow the simulator down. At most the time of one
 * step is made good: a machine that stood still for longer has lost that time, as a simulator would
 * have.
 *
 * <p>Not thread-safe.
 */
final class StepDelay {
  private final long time;
  private final LongSupplier nanoTime;
  private final LongConsumer park;
  private long late;

  /** Steps of real time. */
  StepDelay(Duration time) {
    this(time, System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * @param time of a step
   * @param nanoTime a clock that never goes backwards, in nanoseconds
   * @param park waits for about so many nanoseconds; may return early, and does at once where the
   *     thread is interrupted
   */
  StepDelay(Duration time, LongSupplier nanoTime, LongConsumer park) {
    this.time = time.toNanos();
    this.nanoTime = nanoTime;
    this.park = park;
  }

  /** The clock when a step begins, for {@link #await}. */
  long begin() {
    return nanoTime.getAsLong();
  }

  /**
   * Waits until the step may end. A thread that is interrupted waits no longer, and stays
   * interrupted: whoever wants it gets it, and what it sampled is as good as ever.
   *
   * @param begun the clock when the step began
   */
  void await(long begun) {
    long due = begun + time - late;
    long now = nanoTime.getAsLong();
    while (now < due && !Thread.currentThread().isInterrupted()) {
      park.accept(due - now);
      now = nanoTime.getAsLong();
    }
    late = Math.clamp(now - due, 0, time);
  }
}

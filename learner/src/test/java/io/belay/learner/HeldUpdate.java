package io.belay.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A clock that stops the update thread when it has published the policy of one iteration: in a
 * pipeline, an update that takes as long as the test wants.
 *
 * <p>The update thread reads the clock at the end of each phase. In a pipeline these are six an
 * iteration, the second of which is the publication.
 */
public final class HeldUpdate implements LongSupplier {
  private static final int PHASES = 6;
  private static final int PUBLICATION = 2;

  private final int heldReading;
  private final AtomicInteger readings = new AtomicInteger();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /**
   * @param published the iteration whose policy has been published when the thread is held, counted
   *     from where the process began with the run, at least 1
   */
  public HeldUpdate(int published) {
    heldReading = PHASES * (published - 1) + PUBLICATION;
  }

  /** Waits until the update is held. */
  public void await() {
    await(held);
  }

  public void release() {
    released.countDown();
  }

  @Override
  public long getAsLong() {
    if (Thread.currentThread().getName().equals("belay-update")
        && readings.incrementAndGet() == heldReading) {
      held.countDown();
      await(released);
    }
    return System.nanoTime();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(ToyRun.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

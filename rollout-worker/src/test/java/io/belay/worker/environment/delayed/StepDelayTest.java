package io.belay.worker.environment.delayed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a step takes, by a clock that moves only while the thread is parked or the test says so. */
class StepDelayTest {
  private long now = 5_000;
  private long overshoot;
  private int parked;

  private final StepDelay delay =
      new StepDelay(
          Duration.ofNanos(1_000),
          () -> now,
          nanos -> {
            parked++;
            now += nanos + overshoot;
          });

  @Test
  void stepTakesItsTimeWithWhatTheEnvironmentItselfTook() {
    // 300 of 1000 ns are the environment's own, so that 700 are waited for.
    assertThat(step(300)).isEqualTo(1_000);
    assertThat(step(0)).isEqualTo(1_000);
  }

  @Test
  void lateWakingIsMadeGoodByTheNextStepSoThatManyStepsDoNotDrift() {
    overshoot = 60;

    // The first is 60 late; each that follows is due 60 earlier and 60 late again: 1060, 1000, …
    assertThat(step(0)).isEqualTo(1_060);
    long begun = now;
    for (int n = 0; n < 100; n++) {
      step(10);
    }
    assertThat(now - begun).isEqualTo(100 * 1_000);
  }

  @Test
  void atMostOneStepIsMadeGood() {
    // 7 µs for a step of 1 µs: 6 µs late, of which the next makes good its own 1 µs and no more.
    assertThat(step(7_000)).isEqualTo(7_000);
    assertThat(step(0)).isZero();
    assertThat(step(0)).isEqualTo(1_000);
  }

  @Test
  void wakingEarlyIsNoEnd() {
    // Woken after half of what is left, again and again: 500, 750, 875 … until it is due.
    StepDelay impatient =
        new StepDelay(
            Duration.ofNanos(1_000),
            () -> now,
            nanos -> {
              parked++;
              now += Math.max(1, nanos / 2);
            });
    long begun = impatient.begin();
    impatient.await(begun);

    assertThat(now - begun).isEqualTo(1_000);
    assertThat(parked).isGreaterThan(1);
  }

  @Test
  void interruptedThreadWaitsNoLongerAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    assertThat(step(0)).isZero();
    assertThat(parked).isZero();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(step(0)).isEqualTo(1_000);
  }

  /** A step of the environment, and what it took in all. */
  private long step(long own) {
    long begun = delay.begin();
    now += own;
    delay.await(begun);
    return now - begun;
  }
}

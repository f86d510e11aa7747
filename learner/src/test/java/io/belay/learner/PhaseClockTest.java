package io.belay.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PhaseClockTest {
  private final AtomicLong now = new AtomicLong(5_000_000_000L);
  private final PhaseClock clock = new PhaseClock(now::get, 10);

  @Test
  void sampleRunsFromThePublicationBesideTheOtherPhases() {
    clock.start();
    pass(2);
    clock.lap("policy");
    clock.publishing();
    pass(1);
    clock.lap("broadcast");
    pass(3);
    long lastAdmission = now.get();
    pass(1);
    clock.sampled(lastAdmission);
    clock.lap("wait");

    // The policy was published at second 2; the last block came at second 6, was taken up at 7.
    assertThat(clock.takePhases())
        .containsExactly(
            entry("policy", 2.0),
            entry("broadcast", 1.0),
            entry("sample", 4.0),
            entry("wait", 4.0));
    assertThat(clock.seconds()).isEqualTo(10 + 7);
  }

  @Test
  void whatPassedBeforeTheStartIsInNoPhase() {
    clock.start();
    pass(60);
    clock.lap("checkpoint");
    clock.start();
    pass(1);
    clock.sampled(now.get());
    clock.lap("wait");

    assertThat(clock.takePhases()).containsExactly(entry("sample", 1.0), entry("wait", 1.0));
    assertThat(clock.seconds()).isEqualTo(11);
  }

  private void pass(int seconds) {
    now.addAndGet(seconds * 1_000_000_000L);
  }
}

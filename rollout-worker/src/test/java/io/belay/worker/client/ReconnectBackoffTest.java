package io.belay.worker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Waits double up to a limit, chance shortens them, an answer resets them. */
class ReconnectBackoffTest {
  private static final RandomGenerator NO_CHANCE = () -> 0;

  @Test
  void waitsDoubleUpToTheLongest() {
    ReconnectBackoff backoff = backoff(0, NO_CHANCE);

    assertThat(Stream.generate(backoff::next).limit(5))
        .containsExactly(millis(100), millis(200), millis(400), millis(500), millis(500));
  }

  @Test
  void anAnswerStartsFromTheFirstWaitAgain() {
    ReconnectBackoff backoff = backoff(0, NO_CHANCE);
    backoff.next();
    backoff.next();

    backoff.reset();

    assertThat(backoff.next()).isEqualTo(millis(100));
  }

  @Test
  void chanceShortensAWaitByNoMoreThanTheJitter() {
    ReconnectBackoff backoff = backoff(0.5, new SplittableRandom(1));
    for (int i = 0; i < 1000; i++) {
      backoff.reset();
      assertThat(backoff.next()).isBetween(millis(50), millis(100));
    }
  }

  @Test
  void settingsThatWouldShrinkOrSpinAreRefused() {
    assertThatThrownBy(() -> new BackoffSettings(Duration.ZERO, millis(1), 0))
        .hasMessageContaining("first=PT0S");
    assertThatThrownBy(() -> new BackoffSettings(millis(2), millis(1), 0))
        .hasMessageContaining("longest=PT0.001S");
    assertThatThrownBy(() -> new BackoffSettings(millis(1), millis(1), 1.1))
        .hasMessageContaining("jitter=1.1");
  }

  private static ReconnectBackoff backoff(double jitter, RandomGenerator random) {
    return new ReconnectBackoff(new BackoffSettings(millis(100), millis(500), jitter), random);
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}

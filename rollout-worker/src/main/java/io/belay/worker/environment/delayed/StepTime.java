package io.belay.worker.environment.delayed;

import io.belay.error.BelayException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a step takes, as the id of an environment writes it: {@code 250us}, {@code 1ms}. */
final class StepTime {
  static final Duration SHORTEST = Duration.ofNanos(10_000);
  static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(us|ms|s)");

  private StepTime() {}

  /**
   * Reads it.
   *
   * @param id of the environment, for the message
   * @throws BelayException INVALID_REQUEST if it is no whole number with a unit, or out of range
   */
  static Duration parse(String text, String id) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw refused(text, id);
    }
    long count = Long.parseLong(written.group(1));
    Duration time =
        switch (written.group(2)) {
          case "us" -> Duration.ofNanos(1_000 * count);
          case "ms" -> Duration.ofMillis(count);
          default -> Duration.ofSeconds(count);
        };
    if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
      throw refused(text, id);
    }
    return time;
  }

  private static BelayException refused(String text, String id) {
    return BelayException.invalid(
        "the time of a step is a whole number of us, ms or s, from 10us to 60s: time=%s, environment=%s; write, for instance, delayed:1ms:CartPole-v1"
            .formatted(text, id));
  }
}

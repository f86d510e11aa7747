package io.belay.deploy.console;

import java.time.Duration;

/** How a person is told how long something takes. */
public final class DurationText {
  private DurationText() {}

  /** Two units at most: {@code 3s}, {@code 2m 5s}, {@code 1h 4m}, {@code 2d 3h}. */
  public static String of(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + "d " + time.toHoursPart() + "h";
    }
    if (time.toHours() > 0) {
      return time.toHours() + "h " + time.toMinutesPart() + "m";
    }
    if (time.toMinutes() > 0) {
      return time.toMinutes() + "m " + time.toSecondsPart() + "s";
    }
    return Math.ceilDiv(time.toMillis(), 1000L) + "s";
  }
}

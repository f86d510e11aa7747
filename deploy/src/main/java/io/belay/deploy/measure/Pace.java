package io.belay.deploy.measure;

import io.belay.deploy.console.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long the cells that are left will take, if their steps take as long as those that were done.
 */
final class Pace {
  private final LongSupplier nanoTime;
  private final long begun;
  private long stepsDone;
  private long stepsLeft;

  /**
   * Begins now.
   *
   * @param cells all that are to be run
   * @param nanoTime a clock that never goes backwards, in nanoseconds
   */
  Pace(List<Cell> cells, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
    this.stepsLeft = cells.stream().mapToLong(Pace::steps).sum();
  }

  /** One of the cells is behind us. */
  void passed(Cell cell) {
    stepsDone += steps(cell);
    stepsLeft -= steps(cell);
  }

  /** The time left in words; empty where nothing is left. */
  Optional<String> left() {
    if (stepsLeft == 0) {
      return Optional.empty();
    }
    double nanosPerStep = (double) (nanoTime.getAsLong() - begun) / stepsDone;
    return Optional.of(DurationText.of(Duration.ofNanos((long) (nanosPerStep * stepsLeft))));
  }

  private static long steps(Cell cell) {
    return cell.recipe().training().environmentSteps();
  }
}

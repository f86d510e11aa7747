package io.belay.deploy.autoscaling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * The recording rules of {@code components/autoscaling/signal}, one evaluation after the other.
 *
 * <pre>
 *   waves = ⌈blocks ÷ workers⌉,     u = waves · (1 ÷ idle ratio − 1), mean over a minute
 *   worthwhile = min(max(waves, ⌈from · u⌉), ⌈to · u⌉), at least 1
 *   workers = ⌈blocks ÷ worthwhile⌉
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class WorthwhileWorkers {
  private static final double MEAN_SECONDS = 60;
  private static final double LEAST_RATIO = 0.01;

  private final Band band;
  private final Deque<Sample> updates = new ArrayDeque<>();

  /**
   * Sampling times, in update times, at which workers stay as they are.
   *
   * @param from the shortest
   * @param to the longest
   */
  record Band(double from, double to) {
    /** Idle ratios of 0.70 to 0.80: o ÷ (1 + o) of 7/3 and 4. */
    static final Band SHIPPED = new Band(7.0 / 3, 4);
  }

  private record Sample(double seconds, double updateBlocks) {}

  WorthwhileWorkers(Band band) {
    this.band = band;
  }

  /**
   * One evaluation.
   *
   * @param idleRatio of the learner; nothing where no run is running
   * @param workers that are registered
   */
  OptionalDouble evaluate(double now, OptionalDouble idleRatio, int blocks, int workers) {
    if (idleRatio.isEmpty() || workers == 0) {
      return OptionalDouble.empty();
    }
    double waves = Math.ceil((double) blocks / workers);
    double ratio = Math.max(LEAST_RATIO, idleRatio.getAsDouble());
    updates.addLast(new Sample(now, waves * (1 / ratio - 1)));
    while (updates.getFirst().seconds() <= now - MEAN_SECONDS) {
      updates.removeFirst();
    }
    double update = updates.stream().mapToDouble(Sample::updateBlocks).average().orElseThrow();
    return OptionalDouble.of(Math.ceil(blocks / Math.max(1, worthwhile(waves, update))));
  }

  private double worthwhile(double waves, double update) {
    double fewest = Math.ceil(update * band.from());
    double most = Math.ceil(update * band.to());
    if (fewest > waves) {
      return fewest;
    }
    return most < waves ? most : waves;
  }
}

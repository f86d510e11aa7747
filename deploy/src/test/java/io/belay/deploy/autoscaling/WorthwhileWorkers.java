package io.belay.deploy.autoscaling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * The recording rules of {@code components/autoscaling/signal}, one evaluation after the other.
 *
 * <pre>
 *   waves = ⌈blocks ÷ workers⌉,     u = waves · (1 ÷ idle ratio − 1), mean over five minutes
 *   worthwhile = the power of two from max(1, min(max(waves, from · u), to · u)) on
 *   workers = ⌈blocks ÷ worthwhile⌉
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class WorthwhileWorkers {
  static final double MEAN_SECONDS = 300;

  private static final double LEAST_RATIO = 0.01;

  private final Band band;
  private final double meanSeconds;
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

  /** As shipped. */
  WorthwhileWorkers() {
    this(Band.SHIPPED, MEAN_SECONDS);
  }

  /**
   * @param meanSeconds over which the time of an update is averaged
   */
  WorthwhileWorkers(Band band, double meanSeconds) {
    this.band = band;
    this.meanSeconds = meanSeconds;
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
    while (updates.getFirst().seconds() <= now - meanSeconds) {
      updates.removeFirst();
    }
    double update = updates.stream().mapToDouble(Sample::updateBlocks).average().orElseThrow();
    return OptionalDouble.of(Math.ceil(blocks / powerOfTwo(worthwhile(waves, update))));
  }

  private double worthwhile(double waves, double update) {
    return Math.max(1, Math.clamp(waves, band.from() * update, band.to() * update));
  }

  private static double powerOfTwo(double waves) {
    return Math.pow(2, Math.ceil(Math.log(waves) / Math.log(2)));
  }
}

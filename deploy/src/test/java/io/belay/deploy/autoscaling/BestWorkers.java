package io.belay.deploy.autoscaling;

import java.util.SplittableRandom;

/**
 * The number of workers up to which enlarging them pays, found from iterations per second alone.
 *
 * <pre>
 *   gain(N → N′) = (speed(N′) ÷ speed(N) − 1) ÷ (N′ ÷ N − 1)
 * </pre>
 *
 * <p>From one worker on, the enlargement with the largest gain is made again and again, of equal
 * ones the smallest, as long as its gain is a price or more: a percent more workers has to bring
 * that many percent of speed. No idle ratio and no rule enters.
 */
final class BestWorkers {
  private static final int ITERATIONS = 100;
  private static final long SEED = 20261123;

  private final double[] speed;

  /** Of runs whose iterations take these times, with 1 to blocks workers. */
  BestWorkers(IterationTimes times) {
    speed = new double[times.blocks() + 1];
    for (int workers = 1; workers < speed.length; workers++) {
      SplittableRandom random = new SplittableRandom(SEED);
      double seconds = 0;
      for (int i = 0; i < ITERATIONS; i++) {
        seconds += times.sampling(workers, random) + times.update(random);
      }
      speed[workers] = ITERATIONS / seconds;
    }
  }

  /**
   * The best number.
   *
   * @param price percent of speed for a percent of workers
   */
  int at(double price) {
    int best = 1;
    int next = next(best);
    while (next > best && gain(best, next) >= price) {
      best = next;
      next = next(best);
    }
    return best;
  }

  /** How far a number lies from the best ones at prices from one to another; 0 within them. */
  int distance(int workers, double lowestPrice, double highestPrice) {
    int most = at(lowestPrice);
    int fewest = at(highestPrice);
    return Math.max(0, Math.max(workers - most, fewest - workers));
  }

  /** Iterations per second. */
  double speed(int workers) {
    return speed[workers];
  }

  private int next(int workers) {
    int best = workers;
    for (int more = workers + 1; more < speed.length; more++) {
      if (best == workers || gain(workers, more) > gain(workers, best)) {
        best = more;
      }
    }
    return best;
  }

  private double gain(int from, int to) {
    return (speed[to] / speed[from] - 1) / ((double) to / from - 1);
  }
}

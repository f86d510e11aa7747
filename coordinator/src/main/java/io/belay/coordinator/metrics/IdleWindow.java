package io.belay.coordinator.metrics;

/**
 * The share of waiting in the time of the last iterations: as many as fit into {@value #SECONDS}
 * seconds, the newest at least and {@value #MOST} at most.
 */
final class IdleWindow {
  private static final int MOST = 100;
  private static final double SECONDS = 10;

  private final double[] waiting = new double[MOST];
  private final double[] whole = new double[MOST];
  private int oldest;
  private int size;

  /**
   * An iteration is over.
   *
   * @param waitingSeconds time of it in which nothing was done
   * @param seconds its whole time
   */
  void add(double waitingSeconds, double seconds) {
    if (size == MOST) {
      drop();
    }
    int at = (oldest + size) % MOST;
    waiting[at] = waitingSeconds;
    whole[at] = seconds;
    size++;
    while (size > 1 && sum(whole) > SECONDS) {
      drop();
    }
  }

  /** In [0, 1]; NaN before any time has passed. */
  double ratio() {
    return sum(waiting) / sum(whole);
  }

  private void drop() {
    oldest = (oldest + 1) % MOST;
    size--;
  }

  /** Summed anew each time, so that no error of rounding is carried along. */
  private double sum(double[] values) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += values[(oldest + i) % MOST];
    }
    return sum;
  }
}

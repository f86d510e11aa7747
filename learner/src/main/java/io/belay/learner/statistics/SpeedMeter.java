package io.belay.learner.statistics;

/** Environment steps per second over the last {@value #ITERATIONS} iterations. */
final class SpeedMeter {
  private static final int ITERATIONS = 64;

  private final long[] steps = new long[ITERATIONS + 1];
  private final double[] seconds = new double[ITERATIONS + 1];
  private int marks;

  /** Starts at a point from which the first rate is measured. */
  SpeedMeter(long steps, double seconds) {
    mark(steps, seconds);
  }

  void mark(long totalSteps, double totalSeconds) {
    steps[marks % steps.length] = totalSteps;
    seconds[marks % steps.length] = totalSeconds;
    marks++;
  }

  /** The rate; 0 before any time has passed. */
  double stepsPerSecond() {
    int newest = (marks - 1) % steps.length;
    int oldest = marks <= steps.length ? 0 : marks % steps.length;
    double elapsed = seconds[newest] - seconds[oldest];
    return elapsed > 0 ? (steps[newest] - steps[oldest]) / elapsed : 0;
  }
}

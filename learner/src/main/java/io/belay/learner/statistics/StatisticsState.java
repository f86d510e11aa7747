package io.belay.learner.statistics;

import java.util.Optional;

/**
 * Everything {@link TrainingStatistics} remembers between two iterations, as a checkpoint keeps it.
 *
 * <p>Arrays are handed over and never written again.
 *
 * @param iterations iterations completed
 * @param environmentSteps steps sampled since the run began
 * @param seconds training seconds since the first step was sampled, over all processes that worked
 *     on the run
 * @param episodes episodes ended since the run began
 * @param recentReturns returns of the last 100 episodes at most, oldest first
 * @param recentLengths their lengths in steps
 * @param halfway the end of the iteration that reached half of the run's steps; empty before
 * @param solved when the task was solved; empty before
 */
public record StatisticsState(
    int iterations,
    long environmentSteps,
    double seconds,
    long episodes,
    double[] recentReturns,
    int[] recentLengths,
    Optional<SpeedMark> halfway,
    Optional<Solved> solved) {

  /** Of a run that has not begun. */
  public static StatisticsState initial() {
    return new StatisticsState(
        0, 0, 0, 0, new double[0], new int[0], Optional.empty(), Optional.empty());
  }

  /** Environment steps per training second so far; 0 before any time has passed. */
  public double stepsPerSecond() {
    return seconds > 0 ? environmentSteps / seconds : 0;
  }

  /**
   * Environment steps per second since the half of the run's steps; NaN until something was sampled
   * after it.
   */
  public double steadyStepsPerSecond() {
    return halfway
        .filter(mark -> seconds > mark.seconds())
        .map(mark -> (environmentSteps - mark.environmentSteps()) / (seconds - mark.seconds()))
        .orElse(Double.NaN);
  }
}

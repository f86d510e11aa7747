package io.belay.learner.statistics;

import io.belay.control.Quantiles;
import io.belay.trajectory.EpisodeEnd;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A run's running figures: steps, episodes, the mean return of the last 100 episodes, speed, and
 * when the task was solved.
 *
 * <p>Used by one thread at a time.
 */
public final class TrainingStatistics {
  private final long plannedSteps;
  private final OptionalDouble rewardThreshold;
  private final EpisodeWindow window = new EpisodeWindow();
  private final SpeedMeter speed;
  private int iterations;
  private long environmentSteps;
  private double seconds;
  private long episodes;
  private Optional<SpeedMark> halfway;
  private Optional<Solved> solved;

  /**
   * Continues from a state.
   *
   * @param plannedSteps environment steps of the whole run
   * @param rewardThreshold mean return from which the task counts as solved; empty where there is
   *     none
   * @param state where to continue; {@link StatisticsState#initial()} for a new run
   */
  public TrainingStatistics(
      long plannedSteps, OptionalDouble rewardThreshold, StatisticsState state) {
    this.plannedSteps = plannedSteps;
    this.rewardThreshold = rewardThreshold;
    this.iterations = state.iterations();
    this.environmentSteps = state.environmentSteps();
    this.seconds = state.seconds();
    this.episodes = state.episodes();
    this.halfway = state.halfway();
    this.solved = state.solved();
    this.speed = new SpeedMeter(environmentSteps, seconds);
    for (int i = 0; i < state.recentReturns().length; i++) {
      window.add(state.recentReturns()[i], state.recentLengths()[i]);
    }
  }

  /**
   * Takes note of a completed iteration.
   *
   * @param steps environment steps of the iteration, over all lanes
   * @param ended episodes that ended in it
   * @param totalSeconds training seconds of the run by now, not less than before
   */
  public void complete(int steps, IterationEpisodes ended, double totalSeconds) {
    iterations++;
    environmentSteps += steps;
    seconds = totalSeconds;
    speed.mark(environmentSteps, totalSeconds);
    if (halfway.isEmpty() && 2 * environmentSteps >= plannedSteps) {
      halfway = Optional.of(new SpeedMark(environmentSteps, totalSeconds));
    }
    for (EpisodeEnd end : ended.ends()) {
      episodes++;
      window.add(end);
      if (solved.isEmpty() && rewardThreshold.isPresent() && window.full()) {
        double threshold = rewardThreshold.getAsDouble();
        if (window.returnMean() >= threshold) {
          solved = Optional.of(new Solved(threshold, environmentSteps, totalSeconds));
        }
      }
    }
  }

  public int iterations() {
    return iterations;
  }

  public long environmentSteps() {
    return environmentSteps;
  }

  public double seconds() {
    return seconds;
  }

  public long episodes() {
    return episodes;
  }

  /** Mean return of the last 100 episodes; NaN before the first ended. */
  public double returnMean() {
    return window.returnMean();
  }

  /** Mean length of the last 100 episodes; NaN before the first ended. */
  public double episodeLengthMean() {
    return window.lengthMean();
  }

  /** Of the returns of the last 100 episodes. */
  public Quantiles returnQuantiles() {
    return window.returnQuantiles();
  }

  /** Of the lengths of the last 100 episodes. */
  public Quantiles lengthQuantiles() {
    return window.lengthQuantiles();
  }

  /** Environment steps per second over the recent iterations. */
  public double recentStepsPerSecond() {
    return speed.stepsPerSecond();
  }

  /** What a checkpoint keeps of this. */
  public StatisticsState state() {
    return new StatisticsState(
        iterations,
        environmentSteps,
        seconds,
        episodes,
        window.returns(),
        window.lengths(),
        halfway,
        solved);
  }
}

package io.belay.learner.checkpoint;

import io.belay.learner.statistics.Solved;
import io.belay.learner.statistics.SpeedMark;
import io.belay.learner.statistics.StatisticsState;
import io.belay.v1.RunStatistics;
import io.belay.v1.SolvedRecord;
import java.util.Optional;

/** A run's running figures as a {@code belay.v1} message, and back. */
final class StatisticsCodec {
  private StatisticsCodec() {}

  static RunStatistics encode(StatisticsState state) {
    RunStatistics.Builder message =
        RunStatistics.newBuilder()
            .setIterations(state.iterations())
            .setEnvironmentSteps(state.environmentSteps())
            .setSeconds(state.seconds())
            .setEpisodes(state.episodes());
    for (int i = 0; i < state.recentReturns().length; i++) {
      message.addRecentReturns(state.recentReturns()[i]).addRecentLengths(state.recentLengths()[i]);
    }
    state
        .halfway()
        .ifPresent(mark ->
            message.setHalfway(
                io.belay.v1.SpeedMark.newBuilder()
                    .setEnvironmentSteps(mark.environmentSteps())
                    .setSeconds(mark.seconds())));
    state
        .solved()
        .ifPresent(solved ->
            message.setSolved(
                SolvedRecord.newBuilder()
                    .setThreshold(solved.threshold())
                    .setAtEnvironmentStep(solved.atEnvironmentStep())
                    .setAtSecond(solved.atSecond())));
    return message.build();
  }

  static StatisticsState decode(RunStatistics message) {
    return new StatisticsState(
        message.getIterations(),
        message.getEnvironmentSteps(),
        message.getSeconds(),
        message.getEpisodes(),
        message.getRecentReturnsList().stream().mapToDouble(Double::doubleValue).toArray(),
        message.getRecentLengthsList().stream().mapToInt(Integer::intValue).toArray(),
        message.hasHalfway() ? Optional.of(decode(message.getHalfway())) : Optional.empty(),
        message.hasSolved() ? Optional.of(decode(message.getSolved())) : Optional.empty());
  }

  private static SpeedMark decode(io.belay.v1.SpeedMark message) {
    return new SpeedMark(message.getEnvironmentSteps(), message.getSeconds());
  }

  private static Solved decode(SolvedRecord message) {
    return new Solved(
        message.getThreshold(), message.getAtEnvironmentStep(), message.getAtSecond());
  }
}

package io.belay.wire;

import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.trajectory.LaneCarry;
import java.util.Optional;

/**
 * Looks for NaN and infinities in a block, so that one bad environment cannot poison every later
 * version.
 */
public final class TrajectoryFiniteness {
  private TrajectoryFiniteness() {}

  /** Rule and address of the first number that is not finite; empty where all are. */
  public static Optional<String> firstViolation(BlockTrajectory trajectory) {
    BlockShape shape = trajectory.shape();
    int lanes = shape.lanes();
    return inSteps("observations", trajectory.observations(), lanes, shape.observationSize())
        .or(() -> inSteps("actions", trajectory.actions(), lanes, shape.actionSize()))
        .or(() ->
            inSteps("behaviourLogProbabilities", trajectory.behaviourLogProbabilities(), lanes, 1))
        .or(() -> inSteps("rewards", trajectory.rewards(), lanes, 1))
        .or(() ->
            inRows("finalObservations", trajectory.finalObservations(), shape.observationSize()))
        .or(() ->
            inRows("nextObservations", trajectory.nextObservations(), shape.observationSize()))
        .or(() -> inEpisodes(trajectory))
        .or(() -> inCarries(trajectory));
  }

  private static Optional<String> inSteps(String name, float[] values, int lanes, int width) {
    int at = firstNonFinite(values);
    if (at < 0) {
      return Optional.empty();
    }
    int cell = at / width;
    return violation(
        "%s[step=%d, lane=%d, index=%d]".formatted(name, cell / lanes, cell % lanes, at % width),
        values[at]);
  }

  private static Optional<String> inRows(String name, float[] values, int width) {
    int at = firstNonFinite(values);
    return at < 0
        ? Optional.empty()
        : violation("%s[row=%d, index=%d]".formatted(name, at / width, at % width), values[at]);
  }

  private static Optional<String> inEpisodes(BlockTrajectory trajectory) {
    for (EpisodeEnd episode : trajectory.episodes()) {
      if (!Double.isFinite(episode.episodeReturn())) {
        return violation(
            "episodeReturn[step=%d, lane=%d]".formatted(episode.step(), episode.lane()),
            episode.episodeReturn());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inCarries(BlockTrajectory trajectory) {
    for (int lane = 0; lane < trajectory.carries().size(); lane++) {
      LaneCarry carry = trajectory.carries().get(lane);
      if (!Double.isFinite(carry.episodeReturn())) {
        return violation("carry.episodeReturn[lane=%d]".formatted(lane), carry.episodeReturn());
      }
      int state = firstNonFinite(carry.environmentState());
      if (state >= 0) {
        return violation(
            "carry.environmentState[lane=%d, index=%d]".formatted(lane, state),
            carry.environmentState()[state]);
      }
      int visited = firstNonFinite(carry.visitedStates());
      if (visited >= 0) {
        return violation(
            "carry.visitedStates[lane=%d, index=%d]".formatted(lane, visited),
            carry.visitedStates()[visited]);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> violation(String address, double value) {
    return Optional.of(
        "a block's numbers are finite; check the environment: %s=%s".formatted(address, value));
  }

  private static int firstNonFinite(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }

  private static int firstNonFinite(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }
}

package io.belay.learner.statistics;

import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The episodes that ended within one iteration, in (t, lane) order, which no division into blocks
 * changes.
 *
 * @param ends the episodes
 */
public record IterationEpisodes(List<EpisodeEnd> ends) {
  private static final Comparator<EpisodeEnd> BY_STEP_AND_LANE =
      Comparator.comparingInt(EpisodeEnd::step).thenComparingInt(EpisodeEnd::lane);

  public IterationEpisodes {
    ends = List.copyOf(ends);
  }

  /** Collects them from an iteration's blocks. */
  public static IterationEpisodes of(List<BlockTrajectory> batch) {
    List<EpisodeEnd> ends = new ArrayList<>();
    for (BlockTrajectory block : batch) {
      ends.addAll(block.episodes());
    }
    ends.sort(BY_STEP_AND_LANE);
    return new IterationEpisodes(ends);
  }

  public double[] returns() {
    return ends.stream().mapToDouble(EpisodeEnd::episodeReturn).toArray();
  }

  public int[] lengths() {
    return ends.stream().mapToInt(EpisodeEnd::length).toArray();
  }

  /** How many were truncated. */
  public int truncations() {
    return (int) ends.stream().filter(end -> !end.terminated()).count();
  }
}

package io.belay.wire;

import io.belay.error.BelayException;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import java.util.List;

/**
 * The rule that a block's episode statistics are one for each end flag, in ascending (t, lane)
 * order.
 */
final class EpisodeRule {
  private EpisodeRule() {}

  /**
   * Checks the rule.
   *
   * @param firstLane number of the block's first lane over the whole run
   * @throws BelayException INVALID_REQUEST at the first episode that no flag accounts for, or the
   *     other way round
   */
  static void requireOneForEachEnd(BlockTrajectory trajectory, int firstLane) {
    List<EpisodeEnd> episodes = trajectory.episodes();
    int lanes = trajectory.shape().lanes();
    int next = 0;
    for (int cell = 0; cell < trajectory.shape().cells(); cell++) {
      boolean terminated = trajectory.terminated()[cell] == 1;
      if (!terminated && trajectory.truncated()[cell] == 0) {
        continue;
      }
      int step = cell / lanes;
      long lane = (long) firstLane + cell % lanes;
      if (next == episodes.size() || !accounts(episodes.get(next), step, lane, terminated)) {
        throw BelayException.invalid(
            "an ended step has its episode, in (step, lane) order: step=%d, lane=%d, terminated=%s, episode=%s"
                .formatted(
                    step, lane, terminated, next == episodes.size() ? "none" : episodes.get(next)));
      }
      next++;
    }
    if (next < episodes.size()) {
      throw BelayException.invalid(
          "an episode has its ended step: episodes=%d, ended steps=%d"
              .formatted(episodes.size(), next));
    }
  }

  private static boolean accounts(EpisodeEnd episode, int step, long lane, boolean terminated) {
    return episode.step() == step
        && episode.lane() == lane
        && episode.terminated() == terminated
        && episode.length() >= 1;
  }
}

package io.belay.learner.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.trajectory.LaneCarry;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class IterationEpisodesTest {
  private static final EpisodeEnd A = new EpisodeEnd(0, 3, 1, 10, true);
  private static final EpisodeEnd B = new EpisodeEnd(1, 1, 2, 11, false);
  private static final EpisodeEnd C = new EpisodeEnd(2, 1, 3, 12, true);
  private static final EpisodeEnd D = new EpisodeEnd(3, 0, 4, 13, false);

  @Test
  void orderDoesNotDependOnTheDivisionIntoBlocks() {
    IterationEpisodes two = IterationEpisodes.of(List.of(block(2, B, A), block(2, D, C)));
    IterationEpisodes one = IterationEpisodes.of(List.of(block(4, D, B, C, A)));

    assertThat(two.ends()).containsExactly(D, B, C, A);
    assertThat(one).isEqualTo(two);
  }

  @Test
  void returnsLengthsAndTruncationsFollowThatOrder() {
    IterationEpisodes episodes = IterationEpisodes.of(List.of(block(4, D, B, C, A)));

    assertThat(episodes.returns()).containsExactly(4, 2, 3, 1);
    assertThat(episodes.lengths()).containsExactly(13, 11, 12, 10);
    assertThat(episodes.truncations()).isEqualTo(2);
  }

  private static BlockTrajectory block(int lanes, EpisodeEnd... ends) {
    BlockShape shape = new BlockShape(4, lanes, 1, 1);
    int cells = shape.cells();
    return new BlockTrajectory(
        shape,
        new float[cells],
        new float[cells],
        new float[cells],
        new float[cells],
        new byte[cells],
        new byte[cells],
        new float[0],
        new float[lanes],
        List.of(ends),
        Collections.nCopies(lanes, new LaneCarry(new double[0], 0, 0, new double[0], 0)));
  }
}

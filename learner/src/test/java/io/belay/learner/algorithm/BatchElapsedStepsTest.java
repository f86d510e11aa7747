package io.belay.learner.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.RunSpecification;
import io.belay.learner.ledger.TestRun;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.trajectory.LaneCarry;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchElapsedStepsTest {

  /** 3 lanes in blocks of 2 and 1, fragments of 2 steps. */
  private final RunSpecification specification = TestRun.specification();

  @Test
  void anEpisodesAgeFollowsFromItsEndOrFromTheCarry() {
    Batch batch = new Batch(specification);
    batch.assemble(
        List.of(
            // Lane 0: an episode of 5 steps ends at t = 1, so it had 3 before the fragment; the one
            // that ends at t = 0 of lane 1 had 6, and the one of a single step after it none.
            block(
                0,
                List.of(
                    new EpisodeEnd(1, 0, 0, 7, true),
                    new EpisodeEnd(0, 1, 0, 5, false),
                    new EpisodeEnd(1, 1, 0, 1, true)),
                0,
                0),
            // Lane 2 goes on and is 9 steps old after the fragment's 2.
            block(1, List.of(), 9)));
    assertThat(batch.elapsedSteps()).containsExactly(3, 6, 7);
  }

  @Test
  void anEpisodeThatBeginsWithTheFragmentHasNoAge() {
    Batch batch = new Batch(specification);
    batch.assemble(
        List.of(block(0, List.of(new EpisodeEnd(0, 1, 0, 2, true)), 0, 2), block(1, List.of(), 2)));
    assertThat(batch.elapsedSteps()).containsExactly(0, 0, 0);
  }

  private BlockTrajectory block(int block, List<EpisodeEnd> episodes, int... elapsedAfter) {
    BlockTrajectory zeros = TestRun.trajectory(specification.shapeOf(block));
    return new BlockTrajectory(
        zeros.shape(),
        zeros.observations(),
        zeros.actions(),
        zeros.behaviourLogProbabilities(),
        zeros.rewards(),
        zeros.terminated(),
        zeros.truncated(),
        zeros.finalObservations(),
        zeros.nextObservations(),
        episodes,
        Arrays.stream(elapsedAfter)
            .mapToObj(elapsed -> new LaneCarry(new double[1], elapsed, 0, new double[0], 0))
            .toList());
  }
}

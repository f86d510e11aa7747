package io.belay.worker.rollout;

import static io.belay.recipe.Visitation.DISCOUNTED;
import static io.belay.recipe.Visitation.UNDISCOUNTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.recipe.RestartSettings;
import io.belay.recipe.SamplingSettings;
import io.belay.recipe.Visitation;
import io.belay.trajectory.BlockTrajectory;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A lane's data is a function of run, iteration, policy and carry, whoever samples it with whatever
 * other lanes.
 */
class BlockSamplerDeterminismTest {
  private static final int LANES = 8;
  private static final int STEPS = 120;

  static Stream<Arguments> runs() {
    EnvironmentRegistry registry = EnvironmentRegistry.discover();
    return Stream.of(
        Arguments.of(registry.lookup("CartPole-v1"), Runs.OWN, UNDISCOUNTED),
        Arguments.of(registry.lookup("CartPole-v1"), Runs.OWN, DISCOUNTED),
        Arguments.of(
            registry.lookup("CartPole-v1"), new RestartSettings.VisitedStates(0.7, 10), DISCOUNTED),
        Arguments.of(
            registry.lookup("CartPole-v1"),
            new RestartSettings.Mixture(
                0.5,
                new RestartSettings.UniformBox(
                    List.of(-1.0, 0.0, 0.0, 0.0), List.of(1.0, 0.0, 0.1, 0.0))),
            UNDISCOUNTED),
        Arguments.of(registry.lookup("Pendulum-v1"), Runs.OWN, DISCOUNTED),
        Arguments.of(registry.lookup("MountainCarContinuous-v0"), Runs.OWN, UNDISCOUNTED),
        Arguments.of(registry.lookup("Corridor-v0"), Runs.OWN, DISCOUNTED));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void blockSizeChangesNoBitOfALane(
      EnvironmentRegistration registration, RestartSettings restart, Visitation visitation) {
    List<LaneView> expected = sample(registration, restart, visitation, LANES);
    // 3 does not divide 8: the last block has two lanes.
    for (int blockSize : new int[] {1, 2, 3, 4}) {
      assertThat(sample(registration, restart, visitation, blockSize))
          .as("blockSize=%d", blockSize)
          .isEqualTo(expected);
    }
  }

  /** Three iterations of all lanes, block after block; the lanes of each iteration in order. */
  private static List<LaneView> sample(
      EnvironmentRegistration registration,
      RestartSettings restart,
      Visitation visitation,
      int blockSize) {
    Runs runs = runs(registration, restart, visitation, blockSize);
    List<BlockSampler> samplers = new ArrayList<>();
    for (int block = 0; block < runs.specification().blocks(); block++) {
      samplers.add(runs.sampler(block));
    }
    List<LaneView> views = new ArrayList<>();
    for (int iteration = 0; iteration < 3; iteration++) {
      for (int block = 0; block < samplers.size(); block++) {
        views.addAll(
            LaneView.of(
                samplers.get(block).sample(iteration, runs.snapshot(iteration)),
                runs.specification().firstLane(block)));
      }
    }
    return views;
  }

  @ParameterizedTest
  @MethodSource("runs")
  void anotherSamplerContinuesFromTheCarries(
      EnvironmentRegistration registration, RestartSettings restart, Visitation visitation) {
    Runs runs = runs(registration, restart, visitation, 4);
    BlockSampler whole = runs.sampler(1);
    BlockTrajectory first = whole.sample(0, runs.snapshot(0));
    List<LaneView> expected = LaneView.of(whole.sample(1, runs.snapshot(1)), 4);

    BlockSampler other = runs.sampler(1);
    other.restore(first.carries());
    assertThat(LaneView.of(other.sample(1, runs.snapshot(1)), 4)).isEqualTo(expected);
    assertThat(other.laneRestarts()).isZero();

    // The sampler that went on before goes back as well.
    whole.restore(first.carries());
    assertThat(LaneView.of(whole.sample(1, runs.snapshot(1)), 4)).isEqualTo(expected);
  }

  private static Runs runs(
      EnvironmentRegistration registration,
      RestartSettings restart,
      Visitation visitation,
      int blockSize) {
    return Runs.of(
        registration, new SamplingSettings(LANES, blockSize, STEPS, restart, visitation, false));
  }
}

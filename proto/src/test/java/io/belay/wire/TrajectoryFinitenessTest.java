package io.belay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A number that is not finite is found wherever it is, and its address says where. */
class TrajectoryFinitenessTest {

  @Test
  void aFiniteBlockHasNoViolation() {
    assertThat(TrajectoryFiniteness.firstViolation(SampleMessages.trajectory())).isEmpty();
  }

  static Stream<Arguments> poisons() {
    // B = 2 and one float an observation: index 3 is step 1, lane 1.
    return Stream.of(
        poison("observations[step=1, lane=1, index=0]=NaN", t -> t.observations()[3] = Float.NaN),
        poison(
            "actions[step=0, lane=1, index=0]=Infinity",
            t -> t.actions()[1] = Float.POSITIVE_INFINITY),
        poison(
            "behaviourLogProbabilities[step=1, lane=0, index=0]=-Infinity",
            t -> t.behaviourLogProbabilities()[2] = Float.NEGATIVE_INFINITY),
        poison("rewards[step=0, lane=0, index=0]=NaN", t -> t.rewards()[0] = Float.NaN),
        poison("finalObservations[row=0, index=0]=NaN", t -> t.finalObservations()[0] = Float.NaN),
        poison("nextObservations[row=1, index=0]=NaN", t -> t.nextObservations()[1] = Float.NaN),
        poison(
            "carry.environmentState[lane=1, index=0]=NaN",
            t -> t.carries().get(1).environmentState()[0] = Double.NaN),
        poison(
            "carry.visitedStates[lane=1, index=1]=NaN",
            t -> t.carries().get(1).visitedStates()[1] = Double.NaN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("poisons")
  void aNonFiniteNumberIsFoundByAddress(String address, Consumer<BlockTrajectory> poison) {
    BlockTrajectory trajectory = SampleMessages.trajectory();
    poison.accept(trajectory);

    assertThat(TrajectoryFiniteness.firstViolation(trajectory)).get().asString().endsWith(address);
  }

  @Test
  void anEpisodeReturnThatIsNotFiniteIsFound() {
    BlockTrajectory trajectory = SampleMessages.trajectory();
    List<EpisodeEnd> episodes = new ArrayList<>(trajectory.episodes());
    episodes.set(0, new EpisodeEnd(5, 0, Double.NaN, 30, false));
    BlockTrajectory poisoned =
        new BlockTrajectory(
            trajectory.shape(),
            trajectory.observations(),
            trajectory.actions(),
            trajectory.behaviourLogProbabilities(),
            trajectory.rewards(),
            trajectory.terminated(),
            trajectory.truncated(),
            trajectory.finalObservations(),
            trajectory.nextObservations(),
            episodes,
            trajectory.carries());

    assertThat(TrajectoryFiniteness.firstViolation(poisoned))
        .get()
        .asString()
        .endsWith("episodeReturn[step=0, lane=5]=NaN");
  }

  private static Arguments poison(String address, Consumer<BlockTrajectory> poison) {
    return Arguments.of(address, poison);
  }
}

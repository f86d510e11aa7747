package io.belay.worker.rollout;

import static io.belay.worker.rollout.Script.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.RestartSettings;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.trajectory.LaneCarry;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockSamplerTest {

  private static Runs runs(EnvironmentRegistration registration, int steps) {
    return Runs.of(registration, Runs.sampling(1, 1, steps, Runs.OWN));
  }

  @Test
  void timeLimitTruncatesAndKeepsTheFinalObservation() {
    Runs runs = runs(Script.registration(3, NEVER, NEVER), 5);
    BlockTrajectory trajectory = runs.sampler(0).sample(0, runs.snapshot(0));
    assertThat(trajectory.observations()).containsExactly(0, 1, 2, 0, 1);
    assertThat(trajectory.rewards()).containsOnly(0.5f);
    assertThat(trajectory.terminated()).containsOnly(0);
    assertThat(trajectory.truncated()).containsExactly(0, 0, 1, 0, 0);
    assertThat(trajectory.finalObservations()).containsExactly(3);
    assertThat(trajectory.nextObservations()).containsExactly(2);
    assertThat(trajectory.episodes()).containsExactly(new EpisodeEnd(0, 2, 1.5, 3, false));
    assertThat(trajectory.carries().getFirst().elapsedSteps()).isEqualTo(2);
    assertThat(trajectory.carries().getFirst().episodeReturn()).isEqualTo(1.0);
  }

  @Test
  void episodeThatEndsWithTheFragmentIsRestartedAtOnce() {
    Runs runs = runs(Script.registration(NEVER, 4, NEVER), 4);
    BlockTrajectory trajectory = runs.sampler(0).sample(0, runs.snapshot(0));
    assertThat(trajectory.terminated()).containsExactly(0, 0, 0, 1);
    assertThat(trajectory.truncated()).containsOnly(0);
    assertThat(trajectory.finalObservations()).isEmpty();
    assertThat(trajectory.nextObservations()).containsExactly(0);
    assertThat(trajectory.carries().getFirst().elapsedSteps()).isZero();
  }

  @Test
  void terminatedWinsOverTheTimeLimit() {
    Runs runs = runs(Script.registration(2, 2, NEVER), 4);
    BlockTrajectory trajectory = runs.sampler(0).sample(0, runs.snapshot(0));
    assertThat(trajectory.terminated()).containsExactly(0, 1, 0, 1);
    assertThat(trajectory.truncated()).containsExactly(0, 1, 0, 1);
    assertThat(trajectory.finalObservations()).isEmpty();
    assertThat(trajectory.episodes())
        .extracting(EpisodeEnd::terminated)
        .containsExactly(true, true);
  }

  @Test
  void environmentMayTruncateByItself() {
    Runs runs = runs(Script.registration(NEVER, NEVER, 2), 3);
    BlockTrajectory trajectory = runs.sampler(0).sample(0, runs.snapshot(0));
    assertThat(trajectory.truncated()).containsExactly(0, 1, 0);
    assertThat(trajectory.finalObservations()).containsExactly(2);
  }

  @Test
  void episodeSpansFragments() {
    Runs runs = runs(Script.registration(NEVER, 7, NEVER), 5);
    BlockSampler sampler = runs.sampler(0);
    assertThat(sampler.sample(0, runs.snapshot(0)).episodes()).isEmpty();
    BlockTrajectory second = sampler.sample(1, runs.snapshot(0));
    assertThat(second.observations()).containsExactly(5, 6, 0, 1, 2);
    assertThat(second.episodes()).containsExactly(new EpisodeEnd(0, 1, 3.5, 7, true));
  }

  @Test
  void everyEpisodeKeepsItsFinalObservation() {
    Runs runs = Runs.of(Script.registration(1, NEVER, NEVER), Runs.sampling(3, 3, 50, Runs.OWN));
    BlockTrajectory trajectory = runs.sampler(0).sample(0, runs.snapshot(0));
    assertThat(trajectory.finalObservations()).hasSize(150).containsOnly(1);
    assertThat(trajectory.episodes())
        .hasSize(150)
        .extracting(EpisodeEnd::lane)
        .startsWith(0, 1, 2, 0, 1, 2);
  }

  @Test
  void laneThatCannotBeRestoredStartsAnewAndIsCounted() {
    Runs runs = runs(Script.registration(NEVER, NEVER, NEVER), 5);
    BlockSampler sampler = runs.sampler(0);
    List<LaneCarry> carries = sampler.sample(0, runs.snapshot(0)).carries();
    assertThat(carries.getFirst().restorable()).isFalse();
    assertThat(sampler.laneRestarts()).isZero();

    BlockSampler other = runs.sampler(0);
    other.restore(carries);
    assertThat(other.sample(1, runs.snapshot(1)).observations()).containsExactly(0, 1, 2, 3, 4);
    assertThat(other.laneRestarts()).isEqualTo(1);
  }

  @Test
  void skippedIterationIsRefused() {
    Runs runs = Runs.of("CartPole-v1", 2, 2, 4);
    BlockSampler sampler = runs.sampler(0);
    assertThatThrownBy(() -> sampler.sample(1, runs.snapshot(0)))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("restore the carries")
        .hasMessageContaining("block=0, iteration=1");
    sampler.sample(0, runs.snapshot(0));
    assertThatThrownBy(() -> sampler.sample(0, runs.snapshot(0)))
        .isInstanceOf(BelayException.class);
  }

  @Test
  void carriesOfAnotherBlockSizeAreRefused() {
    Runs runs = Runs.of("CartPole-v1", 2, 2, 4);
    assertThatThrownBy(() -> runs.sampler(0).restore(List.of()))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("carries=0, expected=2");
  }

  @Test
  void carriedStateOfAnotherSizeIsRefused() {
    Runs runs = Runs.of("CartPole-v1", 1, 1, 4);
    LaneCarry carry = new LaneCarry(new double[3], 0, 0, new double[0], 0);
    assertThatThrownBy(() -> runs.sampler(0).restore(List.of(carry)))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("carryOfLane=0, environmentState=3, expected=4");
  }

  @Test
  void environmentOfAnotherShapeThanTheRunsIsRefused() {
    Runs runs = Runs.of("CartPole-v1", 1, 1, 4);
    EnvironmentRegistration other = EnvironmentRegistry.discover().lookup("Acrobot-v1");
    assertThatThrownBy(() -> new BlockSampler(runs.specification(), 0, other, runs.policy()))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("a worker samples the run's environment");
  }

  @Test
  void lastBlockMayBeSmaller() {
    Runs runs = Runs.of("CartPole-v1", 5, 2, 4);
    BlockTrajectory trajectory = runs.sampler(2).sample(0, runs.snapshot(0));
    assertThat(trajectory.shape().lanes()).isEqualTo(1);
    assertThat(trajectory.carries()).hasSize(1);
  }

  @Test
  void episodesRestartFromTheRestartDistribution() {
    RestartSettings fixed = new RestartSettings.FixedState(List.of(1.0, 0.0, 0.125, 0.0));
    Runs runs =
        Runs.of(
            EnvironmentRegistry.discover().lookup("CartPole-v1"), Runs.sampling(1, 1, 200, fixed));
    BlockTrajectory trajectory = runs.sampler(0).sample(0, runs.snapshot(0));
    assertThat(trajectory.episodes()).isNotEmpty();
    assertThat(trajectory.observations()).startsWith(1, 0, 0.125f, 0);
    for (EpisodeEnd episode : trajectory.episodes()) {
      int at = 4 * (episode.step() + 1);
      if (at < trajectory.observations().length) {
        assertThat(trajectory.observations()[at]).isEqualTo(1f);
        assertThat(trajectory.observations()[at + 2]).isEqualTo(0.125f);
      }
    }
  }

  @Test
  void visitedStatesTravelInTheCarry() {
    Runs runs =
        Runs.of(
            EnvironmentRegistry.discover().lookup("CartPole-v1"),
            Runs.sampling(1, 1, 30, new RestartSettings.VisitedStates(0.5, 20)));
    BlockSampler sampler = runs.sampler(0);
    LaneCarry carry = sampler.sample(0, runs.snapshot(0)).carries().getFirst();
    assertThat(carry.visitedCount()).isEqualTo(30);
    assertThat(carry.visitedStates()).hasSize(20 * 4);
  }

  @Test
  void stepAllocatesNothing() {
    // Once compiled: an interpreted kernel allocates its vectors. A step of two lanes hands over 2
    // × (1 observation + 1 action +
    // 1 log π + 1 reward) floats and 2 × 2 flags, 36 bytes; beside them are only array headers,
    // carries and some dozen episodes'
    // records. One more object of 16 bytes a step would be 16 000 bytes. (StrictMath.sin may
    // allocate: no classic task here.)
    int steps = 1_000;
    Runs runs =
        Runs.of(
            EnvironmentRegistry.discover().lookup("Corridor-v0"),
            Runs.sampling(2, 2, steps, Runs.OWN));
    PolicySnapshot snapshot = runs.snapshot(0);
    BlockSampler sampler = runs.sampler(0);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int iteration = 0; iteration < 1_000 && least > 12_000; iteration++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      sampler.sample(iteration, snapshot);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before - 36L * steps);
    }
    assertThat(least).isBetween(0L, 12_000L);
  }
}

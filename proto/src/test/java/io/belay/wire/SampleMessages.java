package io.belay.wire;

import io.belay.policy.IterationPolicy;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicyIdentity;
import io.belay.policy.PolicySnapshot;
import io.belay.session.FromCoordinator;
import io.belay.session.FromWorker;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.trajectory.LaneCarry;
import io.belay.trajectory.StampedBlock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One small, valid instance of everything that travels. */
final class SampleMessages {
  static final float[] PARAMETERS = {1f, -2.5f, 0f};

  private SampleMessages() {}

  /**
   * T = 2, B = 2, observations of 1 float; lane 5 is truncated in step 0, lane 4 terminated in step
   * 1.
   */
  static StampedBlock block() {
    PolicyIdentity identity = PolicyIdentity.of(PARAMETERS, NormaliserStatistics.NONE);
    return new StampedBlock(
        new BlockStamp("run-1", "worker-a", 7, 2, 4, 7, identity), trajectory());
  }

  static BlockTrajectory trajectory() {
    return new BlockTrajectory(
        new BlockShape(2, 2, 1, 1),
        new float[] {1f, 2f, 3f, 4f},
        new float[] {0f, 1f, 1f, 0f},
        new float[] {-0.5f, -0.25f, -0.125f, -1f},
        new float[] {1f, 1f, -1f, 0.5f},
        new byte[] {0, 0, 1, 0},
        new byte[] {0, 1, 0, 0},
        new float[] {9f},
        new float[] {5f, 6f},
        List.of(new EpisodeEnd(5, 0, 12.5, 30, false), new EpisodeEnd(4, 1, -3.0, 2, true)),
        List.of(
            new LaneCarry(new double[] {0.1, -0.2}, 0, 0.0, new double[0], 0),
            new LaneCarry(new double[] {0.3, 0.4}, 1, 0.5, new double[] {0.5, 0.6}, 17)));
  }

  static IterationPolicy policy() {
    return new IterationPolicy(
        "run-1", 7, PolicySnapshot.publish(7, PARAMETERS, NormaliserStatistics.NONE));
  }

  static IterationPolicy normalisedPolicy() {
    NormaliserStatistics statistics =
        new NormaliserStatistics(100, new double[] {0.5, 1e-30}, new double[] {2.0, 3.0});
    return new IterationPolicy("run-1", 8, PolicySnapshot.publish(8, PARAMETERS, statistics));
  }

  static EnvironmentSpec environment() {
    return new EnvironmentSpec(
        "CartPole-v1",
        Box.symmetric(4.8f, Float.POSITIVE_INFINITY),
        new Discrete(2),
        OptionalInt.of(500),
        OptionalDouble.of(475.0),
        true);
  }

  static EnvironmentSpec endlessEnvironment() {
    return new EnvironmentSpec(
        "Endless-v0",
        new Discrete(16),
        Box.uniform(3, -1f, 1f),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        false);
  }

  static List<FromWorker> fromWorker() {
    return List.of(
        new FromWorker.Register(
            "worker-a",
            1,
            4,
            List.of(environment(), endlessEnvironment()),
            "process-7",
            "run-1",
            List.of(2, 5)),
        new FromWorker.Heartbeat(1000, 3, 250.5, 0.25, OptionalLong.of(9), 1L << 40, 2048, 1, 2, 3),
        new FromWorker.Heartbeat(0, 0, 0, 1, OptionalLong.empty(), 0, 0, 0, 0, 0),
        new FromWorker.BlockFailed(
            "run-1", 3, 9, "an environment returns finite rewards: reward=NaN", false),
        new FromWorker.LeaseReturned("run-1", List.of(0, 3)),
        new FromWorker.Draining("the node is being drained"));
  }

  static List<FromCoordinator> fromCoordinator() {
    return List.of(
        new FromCoordinator.Registered("session-1", Duration.ofMillis(1500)),
        new FromCoordinator.RunAssignment(
            "run-1", "environment { id = x }", environment(), "localhost:7070"),
        new FromCoordinator.RunAssignment("run-1", "", endlessEnvironment(), "inprocess:learner"),
        new FromCoordinator.LeaseGrant("run-1", List.of(2, 0, 1), 5),
        new FromCoordinator.LeaseRevoke("run-1", List.of(2)),
        new FromCoordinator.RunEnded("run-1", "completed"),
        new FromCoordinator.Drain("scaled in"));
  }
}

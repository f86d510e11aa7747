package io.belay.learner.ingest;

import io.belay.control.RunSpecification;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicyIdentity;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.space.Space;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.LaneCarry;
import io.belay.trajectory.StampedBlock;
import io.belay.v1.BlockOffer;
import io.belay.wire.BlockCodec;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Steps of two sizes: those of CartPole and those of a humanoid, in blocks of 8 lanes × 256. */
enum StepShape {
  CARTPOLE(Box.uniform(4, -1f, 1f), new Discrete(2), 4),
  HUMANOID(Box.uniform(376, -1f, 1f), Box.uniform(17, -1f, 1f), 48);

  /** Blocks that each client sends in an iteration. */
  static final int BLOCKS = 4;

  /** The identity of every policy here. */
  static final PolicyIdentity IDENTITY =
      PolicyIdentity.of(new float[] {1f}, NormaliserStatistics.NONE);

  private static final int LANES = 8;
  private static final int STEPS = 256;

  private final Space observations;
  private final Space actions;
  private final int stateSize;

  StepShape(Space observations, Space actions, int stateSize) {
    this.observations = observations;
    this.actions = actions;
    this.stateSize = stateSize;
  }

  /** The run of one client. */
  RunSpecification run(String client) {
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "Shape-v0", observations, actions, OptionalInt.of(10), OptionalDouble.empty(), true);
    return new RunSpecification(
        client,
        RecipeLoader.parse(
            """
            environment { id = "Shape-v0" }
            sampling { lanes = %d, block-size = %d, fragment-length = %d }
            algorithm { name = ppo, minibatch-size = %d }
            training { environment-steps = 1000000000 }
            """
                .formatted(BLOCKS * LANES, LANES, STEPS, LANES * STEPS),
            "ingest"),
        environment);
  }

  /** Steps of a block. */
  int steps() {
    return LANES * STEPS;
  }

  /** A block of iteration 0; other stamps make other blocks of it. */
  BlockOffer offer(String client) {
    BlockShape shape = new BlockShape(STEPS, LANES, observations.size(), actions.size());
    int cells = shape.cells();
    BlockTrajectory zeros =
        new BlockTrajectory(
            shape,
            new float[cells * shape.observationSize()],
            new float[cells * shape.actionSize()],
            new float[cells],
            new float[cells],
            new byte[cells],
            new byte[cells],
            new float[0],
            new float[LANES * shape.observationSize()],
            Collections.emptyList(),
            Collections.nCopies(
                LANES, new LaneCarry(new double[stateSize], 3, 4, new double[0], 0)));
    return BlockCodec.encode(
        new StampedBlock(new BlockStamp(client, client, 0, 0, 0, 0, IDENTITY), zeros));
  }

  /** The same block under another stamp: number {@code sent} of those that a client sends. */
  static BlockOffer stamped(BlockOffer block, long sent) {
    int iteration = (int) (sent / BLOCKS);
    int index = (int) (sent % BLOCKS);
    return block.toBuilder()
        .setIteration(iteration)
        .setPolicyVersion(iteration)
        .setBlock(index)
        .setFirstLane(index * LANES)
        .build();
  }
}

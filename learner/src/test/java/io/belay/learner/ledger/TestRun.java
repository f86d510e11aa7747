package io.belay.learner.ledger;

import io.belay.control.RunSpecification;
import io.belay.policy.IterationPolicy;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.LaneCarry;
import io.belay.trajectory.StampedBlock;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A run of 3 lanes in blocks of 2 and 1, fragments of 2 steps, observations of 4 floats, and blocks
 * for it.
 */
public final class TestRun {
  public static final String RUN = "run-1";

  private TestRun() {}

  public static RunSpecification specification() {
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "Test-v0",
            Box.uniform(4, -1f, 1f),
            new Discrete(2),
            OptionalInt.of(10),
            OptionalDouble.empty(),
            true);
    return new RunSpecification(
        RUN,
        RecipeLoader.parse(
            """
            environment { id = "Test-v0" }
            sampling { lanes = 3, block-size = 2, fragment-length = 2 }
            algorithm { name = ppo, minibatch-size = 6 }
            training { environment-steps = 60 }
            """,
            "test"),
        environment);
  }

  /** The policy of an iteration: version equals iteration, one parameter that equals it too. */
  public static IterationPolicy policy(int iteration) {
    return new IterationPolicy(
        RUN,
        iteration,
        PolicySnapshot.publish(iteration, new float[] {iteration}, NormaliserStatistics.NONE));
  }

  /** The block as an honest worker samples it. */
  public static StampedBlock block(int iteration, int block) {
    return new StampedBlock(stamp(iteration, block), trajectory(specification().shapeOf(block)));
  }

  public static BlockStamp stamp(int iteration, int block) {
    return new BlockStamp(
        RUN,
        "worker-a",
        iteration,
        block,
        2 * block,
        iteration,
        policy(iteration).snapshot().identity());
  }

  /** Zeros of any shape, no episode ended. */
  public static BlockTrajectory trajectory(BlockShape shape) {
    int cells = shape.cells();
    return new BlockTrajectory(
        shape,
        new float[cells * shape.observationSize()],
        new float[cells * shape.actionSize()],
        new float[cells],
        new float[cells],
        new byte[cells],
        new byte[cells],
        new float[0],
        new float[shape.lanes() * shape.observationSize()],
        Collections.emptyList(),
        Collections.nCopies(
            shape.lanes(), new LaneCarry(new double[] {1, 2}, 3, 4, new double[0], 0)));
  }
}

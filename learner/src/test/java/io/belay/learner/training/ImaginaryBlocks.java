package io.belay.learner.training;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.control.RunSpecification;
import io.belay.policy.Policy;
import io.belay.policy.PolicyInference;
import io.belay.policy.PolicySnapshot;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.LaneCarry;
import io.belay.trajectory.StampedBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What workers would send of an environment of pure chance: actions of the policy, and
 * observations, rewards and ends that depend on lane, iteration and step alone.
 */
final class ImaginaryBlocks {
  private static final int ENDS_ONE_IN = 10;

  private final RunSpecification specification;
  private final Policy policy;

  /** Added to every reward. */
  private final float extraReward;

  ImaginaryBlocks(RunSpecification specification, float extraReward) {
    this.specification = specification;
    this.extraReward = extraReward;
    policy = Policy.of(specification.recipe(), specification.environment());
  }

  /** Every block of an iteration, in block order. */
  List<StampedBlock> sample(PolicySnapshot snapshot, int iteration) {
    List<StampedBlock> blocks = new ArrayList<>();
    for (int block = 0; block < specification.blocks(); block++) {
      blocks.add(stamped(block, snapshot, iteration));
    }
    return blocks;
  }

  private StampedBlock stamped(int block, PolicySnapshot snapshot, int iteration) {
    BlockStamp stamp =
        new BlockStamp(
            specification.runId(),
            "imaginary",
            iteration,
            block,
            specification.firstLane(block),
            snapshot.version(),
            snapshot.identity());
    return new StampedBlock(stamp, trajectory(block, snapshot, iteration));
  }

  private BlockTrajectory trajectory(int block, PolicySnapshot snapshot, int iteration) {
    BlockShape shape = specification.shapeOf(block);
    int rows = shape.cells();
    float[] observations = new float[rows * shape.observationSize()];
    float[] noise = new float[rows * policy.noiseSize()];
    float[] rewards = new float[rows];
    byte[] terminated = new byte[rows];
    byte[] truncated = new byte[rows];
    float[] finals = new float[rows * shape.observationSize()];
    int finalLength = 0;
    Chance chance = new Chance(99);
    for (int cell = 0; cell < rows; cell++) {
      int lane = specification.firstLane(block) + cell % shape.lanes();
      int t = cell / shape.lanes();
      policy.noise(chance.at(Purpose.ACTION, lane, iteration, t), noise, cell * policy.noiseSize());
      chance.at(Purpose.ENVIRONMENT, lane, iteration, t);
      observe(chance, observations, cell * shape.observationSize());
      rewards[cell] = (float) chance.nextGaussian() + extraReward;
      terminated[cell] = (byte) (chance.nextInt(ENDS_ONE_IN) == 0 ? 1 : 0);
      truncated[cell] = (byte) (chance.nextInt(ENDS_ONE_IN) == 0 ? 1 : 0);
      if (truncated[cell] > terminated[cell]) {
        observe(chance, finals, finalLength);
        finalLength += shape.observationSize();
      }
    }
    float[] actions = new float[rows * shape.actionSize()];
    float[] logProbabilities = new float[rows];
    PolicyInference inference = policy.inference(rows);
    inference.use(snapshot);
    inference.act(observations, 0, rows, noise, actions, 0, logProbabilities, 0);
    LaneCarry carry = new LaneCarry(new double[0], 0, 0, new double[0], 0);
    return new BlockTrajectory(
        shape,
        observations,
        actions,
        logProbabilities,
        rewards,
        terminated,
        truncated,
        Arrays.copyOf(finals, finalLength),
        new float[shape.lanes() * shape.observationSize()],
        List.of(),
        Collections.nCopies(shape.lanes(), carry));
  }

  private void observe(Chance chance, float[] observations, int at) {
    for (int i = 0; i < policy.observationSize(); i++) {
      observations[at + i] = (float) chance.nextGaussian();
    }
  }
}

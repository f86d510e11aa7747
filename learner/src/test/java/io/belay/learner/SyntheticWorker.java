package io.belay.learner;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.control.RunSpecification;
import io.belay.learner.broadcast.PolicySink;
import io.belay.learner.service.LearnerIntake;
import io.belay.learner.service.LearnerIntake.BlockOffered;
import io.belay.policy.IterationPolicy;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.trajectory.LaneCarry;
import io.belay.trajectory.StampedBlock;
import io.belay.v1.PolicyUpdate;
import io.belay.wire.PolicyCodec;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * A worker without an environment: for every policy it is sent it offers all blocks, each filled
 * with numbers that are a function of (iteration, lane, step) alone.
 */
public final class SyntheticWorker implements PolicySink {
  private final RunSpecification specification;
  private final Consumer<LearnerIntake> learner;
  private final int lastIteration;

  /** Every reply to an offer, in the order in which they came. */
  public final BlockingQueue<BlockReply> replies = new LinkedBlockingQueue<>();

  /** How its subscription ended, once it has. */
  public final CompletableFuture<Status> closed = new CompletableFuture<>();

  /** Every policy received. */
  public final BlockingQueue<IterationPolicy> policies = new LinkedBlockingQueue<>();

  /**
   * @param learner takes its offers
   * @param lastIteration the last iteration that it samples; it ignores policies after that
   */
  public SyntheticWorker(
      RunSpecification specification, Consumer<LearnerIntake> learner, int lastIteration) {
    this.specification = specification;
    this.learner = learner;
    this.lastIteration = lastIteration;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void send(PolicyUpdate update) {
    if (!update.hasPolicy()) {
      return;
    }
    IterationPolicy policy = PolicyCodec.decode(update.getPolicy());
    policies.add(policy);
    if (policy.iteration() <= lastIteration) {
      for (int block = specification.blocks() - 1; block >= 0; block--) {
        offer(block, policy, policy.iteration(), 0);
      }
    }
  }

  @Override
  public void close(Status status) {
    closed.complete(status);
  }

  public void offer(int block, IterationPolicy policy, int iteration, float extraReward) {
    BlockStamp stamp =
        new BlockStamp(
            specification.runId(),
            "synthetic",
            iteration,
            block,
            specification.firstLane(block),
            policy.snapshot().version(),
            policy.snapshot().identity());
    BlockTrajectory trajectory = trajectory(block, iteration, extraReward);
    learner.accept(new BlockOffered(new StampedBlock(stamp, trajectory), replies::add));
  }

  private BlockTrajectory trajectory(int block, int iteration, float extraReward) {
    BlockShape shape = specification.shapeOf(block);
    int lanes = shape.lanes();
    int size = shape.observationSize();
    float[] observations = new float[shape.cells() * size];
    float[] actions = new float[shape.cells()];
    float[] logProbabilities = new float[shape.cells()];
    float[] rewards = new float[shape.cells()];
    byte[] terminated = new byte[shape.cells()];
    List<EpisodeEnd> episodes = new ArrayList<>();
    Chance chance = new Chance(7);
    for (int t = 0; t < shape.steps(); t++) {
      for (int b = 0; b < lanes; b++) {
        int lane = specification.firstLane(block) + b;
        int cell = t * lanes + b;
        chance.at(Purpose.ENVIRONMENT, lane, iteration, t);
        for (int i = 0; i < size; i++) {
          observations[cell * size + i] = (float) chance.nextGaussian();
        }
        actions[cell] = chance.nextInt(2);
        logProbabilities[cell] = (float) Math.log(0.5);
        rewards[cell] = actions[cell] + extraReward;
        terminated[cell] = (byte) (chance.nextInt(8) == 0 ? 1 : 0);
        if (terminated[cell] == 1) {
          episodes.add(new EpisodeEnd(lane, t, chance.nextInt(10), 3, true));
        }
      }
    }
    List<LaneCarry> carries = new ArrayList<>();
    for (int b = 0; b < lanes; b++) {
      carries.add(
          new LaneCarry(
              new double[] {iteration, specification.firstLane(block) + b},
              1,
              1,
              new double[0],
              0));
    }
    return new BlockTrajectory(
        shape,
        observations,
        actions,
        logProbabilities,
        rewards,
        terminated,
        new byte[shape.cells()],
        new float[0],
        new float[lanes * size],
        episodes,
        carries);
  }
}

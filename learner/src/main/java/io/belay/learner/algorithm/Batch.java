package io.belay.learner.algorithm;

import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.learner.advantage.EpisodeEnds;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import java.util.List;

/**
 * All steps of one iteration: T steps of L lanes, time-major over the lanes of the whole run, so
 * that how lanes are grouped into blocks leaves no trace.
 *
 * <p>One instance serves a run; {@link #assemble} overwrites it each iteration.
 */
public final class Batch {
  private final RunSpecification specification;
  private final int steps;
  private final int lanes;
  private final int observationSize;
  private final int actionSize;
  private final float[] observations;
  private final float[] actions;
  private final float[] behaviourLogProbabilities;
  private final float[] rewards;
  private final byte[] terminated;
  private final byte[] truncated;
  private final float[] nextObservations;
  private final int[] elapsedSteps;

  /** For each cell the row of {@link #finalObservations} that followed it, or −1. */
  private final int[] finalRows;

  private float[] finalObservations = {};

  public Batch(RunSpecification specification) {
    this.specification = specification;
    steps = specification.recipe().sampling().fragmentLength();
    lanes = specification.recipe().sampling().lanes();
    observationSize = specification.environment().observationSize();
    actionSize = specification.environment().actionSize();
    int rows = steps * lanes;
    observations = new float[rows * observationSize];
    actions = new float[rows * actionSize];
    behaviourLogProbabilities = new float[rows];
    rewards = new float[rows];
    terminated = new byte[rows];
    truncated = new byte[rows];
    nextObservations = new float[lanes * observationSize];
    elapsedSteps = new int[lanes];
    finalRows = new int[rows];
  }

  /**
   * Takes in one iteration.
   *
   * @param blocks every block of the run, in block order
   */
  public void assemble(List<BlockTrajectory> blocks) {
    if (blocks.size() != specification.blocks()) {
      throw BelayException.fatal(
          "a batch has every block of the run: blocks=%d, expected=%d"
              .formatted(blocks.size(), specification.blocks()));
    }
    int truncations = 0;
    for (BlockTrajectory block : blocks) {
      truncations += block.finalObservations().length / observationSize;
    }
    if (finalObservations.length < truncations * observationSize) {
      finalObservations = new float[truncations * observationSize];
    }
    int finalRow = 0;
    for (int b = 0; b < blocks.size(); b++) {
      requireShape(b, blocks.get(b).shape());
      finalRow = place(blocks.get(b), specification.firstLane(b), finalRow);
    }
  }

  private void requireShape(int block, BlockShape shape) {
    if (!shape.equals(specification.shapeOf(block))) {
      throw BelayException.fatal(
          "a block has the run's shape: block=%d, shape=%s, expected=%s"
              .formatted(block, shape, specification.shapeOf(block)));
    }
  }

  private int place(BlockTrajectory block, int firstLane, int firstFinalRow) {
    int width = block.shape().lanes();
    int finalRow = firstFinalRow;
    for (int t = 0; t < steps; t++) {
      int from = t * width;
      int to = t * lanes + firstLane;
      System.arraycopy(
          block.observations(),
          from * observationSize,
          observations,
          to * observationSize,
          width * observationSize);
      System.arraycopy(
          block.actions(), from * actionSize, actions, to * actionSize, width * actionSize);
      System.arraycopy(
          block.behaviourLogProbabilities(), from, behaviourLogProbabilities, to, width);
      System.arraycopy(block.rewards(), from, rewards, to, width);
      System.arraycopy(block.terminated(), from, terminated, to, width);
      System.arraycopy(block.truncated(), from, truncated, to, width);
      for (int lane = 0; lane < width; lane++) {
        boolean hasFinal = truncated[to + lane] != 0 && terminated[to + lane] == 0;
        finalRows[to + lane] = hasFinal ? finalRow++ : -1;
      }
    }
    System.arraycopy(
        block.finalObservations(),
        0,
        finalObservations,
        firstFinalRow * observationSize,
        block.finalObservations().length);
    placeElapsedSteps(block, firstLane);
    System.arraycopy(
        block.nextObservations(),
        0,
        nextObservations,
        firstLane * observationSize,
        width * observationSize);
    return finalRow;
  }

  /**
   * How old an episode was before its lane's fragment follows from what the fragment says of its
   * end: its length where it ended here, its age after the last step where it goes on.
   */
  private void placeElapsedSteps(BlockTrajectory block, int firstLane) {
    for (int lane = 0; lane < block.shape().lanes(); lane++) {
      elapsedSteps[firstLane + lane] =
          Math.max(0, block.carries().get(lane).elapsedSteps() - steps);
    }
    // The earliest end of a lane is the one that counts, and comes last in this order.
    for (EpisodeEnd episode : block.episodes().reversed()) {
      elapsedSteps[episode.lane()] = episode.length() - episode.step() - 1;
    }
  }

  /** T. */
  public int steps() {
    return steps;
  }

  /** L, lanes of the run. */
  public int lanes() {
    return lanes;
  }

  /** T·L. */
  public int rows() {
    return steps * lanes;
  }

  /** {@code [T, L, observationSize]}. */
  public float[] observations() {
    return observations;
  }

  /** {@code [T, L, actionSize]}. */
  public float[] actions() {
    return actions;
  }

  /** {@code [T, L]}. */
  public float[] behaviourLogProbabilities() {
    return behaviourLogProbabilities;
  }

  /** {@code [T, L]}. */
  public float[] rewards() {
    return rewards;
  }

  /** Where episodes end. */
  public EpisodeEnds ends() {
    return new EpisodeEnds(steps, lanes, terminated, truncated);
  }

  /** Observations from which the next fragments start, {@code [L, observationSize]}. */
  public float[] nextObservations() {
    return nextObservations;
  }

  /**
   * Steps that the episode in which a lane's fragment begins had before it, {@code [L]}; 0 where
   * the fragment begins with the episode.
   */
  public int[] elapsedSteps() {
    return elapsedSteps;
  }

  /** Observations that followed truncated steps, {@code [at least finalCount, observationSize]}. */
  public float[] finalObservations() {
    return finalObservations;
  }

  /**
   * The row of {@link #finalObservations} that followed a cell, or −1 where it was not truncated.
   */
  public int finalRow(int cell) {
    return finalRows[cell];
  }

  /** How many steps were truncated and not terminated. */
  public int finalCount() {
    int count = 0;
    for (int cell = 0; cell < rows(); cell++) {
      count += finalRows[cell] >= 0 ? 1 : 0;
    }
    return count;
  }
}

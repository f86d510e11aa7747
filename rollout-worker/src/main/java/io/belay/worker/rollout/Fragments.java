package io.belay.worker.rollout;

import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.trajectory.LaneCarry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A block's fragments while they are being sampled: arrays that are filled step by step and handed
 * over when full.
 */
final class Fragments {
  final float[] observations;
  final float[] actions;
  final float[] behaviourLogProbabilities;
  final float[] rewards;
  final float[] nextObservations;
  private final BlockShape shape;
  private final byte[] terminated;
  private final byte[] truncated;
  private final List<EpisodeEnd> episodes = new ArrayList<>();
  private float[] finalObservations;
  private int finalLength;

  /**
   * @param current what each lane sees before the first step, {@code [B, observationSize]}
   */
  Fragments(BlockShape shape, float[] current) {
    this.shape = shape;
    int cells = shape.cells();
    observations = new float[cells * shape.observationSize()];
    actions = new float[cells * shape.actionSize()];
    behaviourLogProbabilities = new float[cells];
    rewards = new float[cells];
    terminated = new byte[cells];
    truncated = new byte[cells];
    nextObservations = new float[current.length];
    finalObservations = new float[current.length];
    System.arraycopy(current, 0, observations, 0, current.length);
  }

  /** The array that holds what is seen after step t. */
  float[] after(int t) {
    return t == shape.steps() - 1 ? nextObservations : observations;
  }

  /** Where in {@link #after} the block's observations after step t begin. */
  int afterAt(int t) {
    return t == shape.steps() - 1 ? 0 : (t + 1) * nextObservations.length;
  }

  /**
   * Records an episode's end, before its lane is restarted.
   *
   * @param cell index of the step, t·B + b
   * @param cut whether the episode was truncated, which counts where it was not terminated too
   * @param at where in {@code after(t)} the episode's final observation stands
   */
  void end(int cell, EpisodeEnd episode, boolean cut, int at) {
    episodes.add(episode);
    terminated[cell] = (byte) (episode.terminated() ? 1 : 0);
    truncated[cell] = (byte) (cut ? 1 : 0);
    if (!episode.terminated()) {
      int size = shape.observationSize();
      if (finalLength + size > finalObservations.length) {
        finalObservations = Arrays.copyOf(finalObservations, 2 * finalObservations.length);
      }
      System.arraycopy(after(episode.step()), at, finalObservations, finalLength, size);
      finalLength += size;
    }
  }

  /** Hands the arrays over. */
  BlockTrajectory handOver(List<LaneCarry> carries) {
    return new BlockTrajectory(
        shape,
        observations,
        actions,
        behaviourLogProbabilities,
        rewards,
        terminated,
        truncated,
        Arrays.copyOf(finalObservations, finalLength),
        nextObservations,
        episodes,
        carries);
  }
}

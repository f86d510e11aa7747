package io.belay.worker.rollout;

import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.trajectory.LaneCarry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Everything that a trajectory holds of one lane, in an order that does not depend on the block, to
 * compare to the bit.
 */
record LaneView(List<Object> facts) {

  /** The lanes of one block in order. */
  static List<LaneView> of(BlockTrajectory trajectory, int firstLane) {
    List<LaneView> views = new ArrayList<>();
    for (int b = 0; b < trajectory.shape().lanes(); b++) {
      views.add(of(trajectory, b, firstLane + b));
    }
    return views;
  }

  private static LaneView of(BlockTrajectory trajectory, int b, int lane) {
    BlockShape shape = trajectory.shape();
    List<Object> facts = new ArrayList<>();
    int finals = 0;
    for (int cell = 0; cell < shape.cells(); cell++) {
      boolean cut = trajectory.truncated()[cell] > trajectory.terminated()[cell];
      if (cell % shape.lanes() == b) {
        facts.add(row(trajectory.observations(), cell, shape.observationSize()));
        facts.add(row(trajectory.actions(), cell, shape.actionSize()));
        facts.add(trajectory.behaviourLogProbabilities()[cell]);
        facts.add(trajectory.rewards()[cell]);
        facts.add(trajectory.terminated()[cell]);
        facts.add(trajectory.truncated()[cell]);
        if (cut) {
          facts.add(row(trajectory.finalObservations(), finals, shape.observationSize()));
        }
      }
      finals += cut ? 1 : 0;
    }
    facts.add(row(trajectory.nextObservations(), b, shape.observationSize()));
    for (EpisodeEnd episode : trajectory.episodes()) {
      if (episode.lane() == lane) {
        facts.add(episode);
      }
    }
    LaneCarry carry = trajectory.carries().get(b);
    facts.add(Arrays.toString(carry.environmentState()));
    facts.add(carry.elapsedSteps());
    facts.add(carry.episodeReturn());
    facts.add(Arrays.toString(carry.visitedStates()));
    facts.add(carry.visitedCount());
    return new LaneView(facts);
  }

  private static List<Float> row(float[] values, int row, int size) {
    List<Float> floats = new ArrayList<>();
    for (int i = row * size; i < (row + 1) * size; i++) {
      floats.add(values[i]);
    }
    return floats;
  }
}

package io.belay.learner.checkpoint;

import io.belay.learner.algorithm.OptimizerState;
import io.belay.learner.statistics.Solved;
import io.belay.learner.statistics.SpeedMark;
import io.belay.learner.statistics.StatisticsState;
import io.belay.learner.training.RewardStatistics;
import io.belay.learner.training.TrainerState;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicySnapshot;
import io.belay.trajectory.LaneCarry;
import java.util.List;
import java.util.Optional;

/** Checkpoints with something in every field. */
final class Checkpoints {
  private Checkpoints() {}

  static Checkpoint at(int iterations) {
    TrainerState trainer =
        new TrainerState(
            iterations,
            new float[] {1.5f, -0f, Float.MIN_VALUE},
            new float[] {2},
            new OptimizerState(List.of(7L), List.of(List.of(new float[] {3}, new float[] {4, 5}))),
            new NormaliserStatistics(9, new double[] {0.1}, new double[] {0.2}),
            new RewardStatistics(new double[] {0.5, -3}, 18, 0.25, 7.5),
            Optional.of(
                PolicySnapshot.publish(
                    6,
                    new float[] {-1.5f, 0f, Float.MAX_VALUE},
                    new NormaliserStatistics(8, new double[] {0.3}, new double[] {0.4}))));
    LaneCarry lane = new LaneCarry(new double[] {0.1, -0.2}, 3, 2.5, new double[] {1, 2, 3, 4}, 11);
    StatisticsState statistics =
        new StatisticsState(
            iterations,
            256L * iterations,
            1.25,
            5,
            new double[] {10, 20.5},
            new int[] {10, 20},
            Optional.of(new SpeedMark(128, 0.5)),
            Optional.of(new Solved(475, 256, 1.1)));
    return new Checkpoint(
        "run-1",
        "name = x",
        trainer,
        List.of(List.of(lane), List.of(lane, lane)),
        statistics,
        "ab".repeat(32));
  }
}

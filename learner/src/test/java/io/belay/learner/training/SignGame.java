package io.belay.learner.training;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.control.RunSpecification;
import io.belay.policy.Policy;
import io.belay.policy.PolicyInference;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.trajectory.LaneCarry;
import io.belay.trajectory.StampedBlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The smallest thing to learn: one step, two numbers observed, reward 1 for saying whether the
 * first is positive and 0 otherwise. One who guesses gets ½ on average.
 */
final class SignGame {
  private static final int LANES = 16;
  private static final int STEPS = 8;

  private final RunSpecification specification;

  /**
   * A run of this game.
   *
   * @param algorithm settings in HOCON, from the algorithm's name on
   */
  SignGame(String algorithm) {
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "Sign-v0",
            Box.uniform(2, -9f, 9f),
            new Discrete(2),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            true);
    specification =
        new RunSpecification(
            "sign",
            RecipeLoader.parse(
                """
                environment.id = Sign-v0
                policy.hidden = [16]
                critic.hidden = [16]
                sampling { lanes = %d, block-size = %d, fragment-length = %d }
                algorithm { %s }
                training.environment-steps = 1000000
                """
                    .formatted(LANES, LANES, STEPS, algorithm),
                "sign"),
            environment);
  }

  /** Trains for some iterations of 128 episodes; returns the mean reward of the last one. */
  double train(int iterations) {
    try (Trainer trainer = Trainer.create(specification, 1)) {
      double mean = 0;
      for (int iteration = 0; iteration < iterations; iteration++) {
        StampedBlock block = play(trainer.snapshot(), iteration);
        trainer.estimate(List.of(block));
        trainer.improve();
        trainer.fitCritic();
        mean = mean(block.trajectory().rewards());
      }
      return mean;
    }
  }

  private StampedBlock play(PolicySnapshot snapshot, int iteration) {
    Policy policy = Policy.of(specification.recipe(), specification.environment());
    BlockShape shape = specification.shapeOf(0);
    int rows = shape.cells();
    float[] observations = new float[rows * 2];
    float[] noise = new float[rows * policy.noiseSize()];
    byte[] terminated = new byte[rows];
    List<EpisodeEnd> episodes = new ArrayList<>();
    Chance chance = new Chance(5);
    for (int cell = 0; cell < rows; cell++) {
      int lane = cell % LANES;
      int t = cell / LANES;
      chance.at(Purpose.ENVIRONMENT, lane, iteration, t);
      observations[2 * cell] = (float) chance.nextGaussian();
      observations[2 * cell + 1] = (float) chance.nextGaussian();
      policy.noise(chance.at(Purpose.ACTION, lane, iteration, t), noise, cell * policy.noiseSize());
      terminated[cell] = 1;
      episodes.add(new EpisodeEnd(lane, t, 0, 1, true));
    }
    float[] actions = new float[rows];
    float[] logProbabilities = new float[rows];
    PolicyInference inference = policy.inference(rows);
    inference.use(snapshot);
    inference.act(observations, 0, rows, noise, actions, 0, logProbabilities, 0);
    float[] rewards = new float[rows];
    for (int cell = 0; cell < rows; cell++) {
      rewards[cell] = (actions[cell] == 1) == (observations[2 * cell] > 0) ? 1 : 0;
    }
    LaneCarry carry = new LaneCarry(new double[1], 0, 0, new double[0], 0);
    return new StampedBlock(
        new BlockStamp(
            specification.runId(),
            "player",
            iteration,
            0,
            0,
            snapshot.version(),
            snapshot.identity()),
        new BlockTrajectory(
            shape,
            observations,
            actions,
            logProbabilities,
            rewards,
            terminated,
            new byte[rows],
            new float[0],
            new float[LANES * 2],
            episodes,
            Collections.nCopies(LANES, carry)));
  }

  private static double mean(float[] rewards) {
    double sum = 0;
    for (float reward : rewards) {
      sum += reward;
    }
    return sum / rewards.length;
  }
}

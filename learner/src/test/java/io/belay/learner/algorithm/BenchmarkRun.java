package io.belay.learner.algorithm;

import io.belay.control.RunSpecification;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.Policy;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.LaneCarry;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * What benchmarks of an update work on: 64×64 tanh actor and critic, 4 observations, 2 actions, a
 * random batch that is one minibatch.
 */
public final class BenchmarkRun {
  private final RunSpecification specification;
  private final Policy policy;
  private final Critic critic;
  private final Batch batch;
  private final BatchValues values;

  /** A run whose batch has this many rows. */
  public BenchmarkRun(int rows, Crew crew) {
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "Benchmark-v0",
            Box.uniform(4, -9f, 9f),
            new Discrete(2),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            false);
    specification =
        new RunSpecification(
            "benchmark",
            RecipeLoader.parse(
                """
                environment.id = Benchmark-v0
                policy.hidden = [64, 64]
                critic.hidden = [64, 64]
                sampling { lanes = %d, block-size = %d, fragment-length = 1 }
                algorithm { name = ppo, minibatch-size = %d, epochs = 1, learning-rate = 1e-6, max-gradient-norm = 0.5 }
                training.environment-steps = 1000000
                """
                    .formatted(rows, rows, rows),
                "benchmark"),
            environment);
    policy = Policy.of(specification.recipe(), environment);
    critic = Critic.of(specification.recipe(), environment);
    batch = new Batch(specification);
    batch.assemble(List.of(block(specification.shapeOf(0))));
    values = new BatchValues(policy, critic, rows);
    values.estimate(batch, NormaliserStatistics.NONE, critic.initialParameters(1), crew);
  }

  private static BlockTrajectory block(BlockShape shape) {
    SplittableRandom random = new SplittableRandom(1);
    float[] observations = new float[shape.cells() * 4];
    float[] actions = new float[shape.cells()];
    float[] rewards = new float[shape.cells()];
    float[] logProbabilities = new float[shape.cells()];
    for (int i = 0; i < observations.length; i++) {
      observations[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < actions.length; i++) {
      actions[i] = random.nextInt(2);
      rewards[i] = (float) random.nextGaussian();
      logProbabilities[i] = (float) Math.log(0.5);
    }
    LaneCarry carry = new LaneCarry(new double[0], 0, 0, new double[0], 0);
    return new BlockTrajectory(
        shape,
        observations,
        actions,
        logProbabilities,
        rewards,
        new byte[shape.cells()],
        new byte[shape.cells()],
        new float[0],
        new float[shape.lanes() * 4],
        List.of(),
        Collections.nCopies(shape.lanes(), carry));
  }

  public RunSpecification specification() {
    return specification;
  }

  public Policy policy() {
    return policy;
  }

  public Critic critic() {
    return critic;
  }

  public Batch batch() {
    return batch;
  }

  public BatchValues values() {
    return values;
  }

  /** Standard normals, {@code [rows]}. */
  public float[] advantages() {
    return batch.rewards().clone();
  }
}

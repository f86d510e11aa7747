package io.belay.learner.algorithm.ppo;

import io.belay.control.RunSpecification;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.Policy;
import io.belay.recipe.PpoSettings;
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
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one PPO minibatch step (forward, loss, backward, clipping, Adam) of a 64×64 tanh actor
 * and critic, 4 observations, 2 actions.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class MinibatchBenchmark {

  @Param({"64", "256", "2048"})
  int rows;

  @Param({"1", "2"})
  int threads;

  private Runnable step = () -> {};
  private Crew crew = new Crew(1);

  @Setup
  public void prepare() {
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "Benchmark-v0",
            Box.uniform(4, -9f, 9f),
            new Discrete(2),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            false);
    RunSpecification specification =
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
    crew = new Crew(threads);
    Policy policy = Policy.of(specification.recipe(), environment);
    Critic critic = Critic.of(specification.recipe(), environment);
    float[] actor = policy.initialParameters(1);
    float[] value = critic.initialParameters(1);
    Batch batch = new Batch(specification);
    batch.assemble(List.of(block(specification.shapeOf(0))));
    BatchValues values = new BatchValues(policy, critic, rows);
    values.estimate(batch, NormaliserStatistics.NONE, value, crew);
    float[] advantages = batch.rewards().clone();
    PpoUpdate update =
        new PpoUpdate(
            (PpoSettings) specification.recipe().algorithm(),
            policy,
            critic,
            rows,
            specification.iterations(),
            1,
            crew);
    step = () -> update.improve(actor, value, batch, values, advantages, advantages, 0);
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

  @TearDown
  public void close() {
    crew.close();
  }

  @Benchmark
  public void step() {
    step.run();
  }
}

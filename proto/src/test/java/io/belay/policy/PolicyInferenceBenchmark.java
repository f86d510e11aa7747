package io.belay.policy;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.space.Box;
import io.belay.space.Discrete;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time to sample one action a row with its log-probability: a 64×64 tanh network, 4 observations, 2
 * actions.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class PolicyInferenceBenchmark {

  @Param({"1", "8", "64"})
  int rows;

  private final Policy policy =
      TestRecipes.policy("hidden = [64, 64]", Box.uniform(4, -1f, 1f), new Discrete(2));
  private final Chance chance = new Chance(1);
  private PolicyInference inference = policy.inference(1);
  private float[] observations = {};
  private float[] noise = {};
  private float[] actions = {};
  private float[] logProbabilities = {};

  @Setup
  public void prepare() {
    inference = policy.inference(rows);
    inference.use(
        PolicySnapshot.publish(0, policy.initialParameters(1), NormaliserStatistics.NONE));
    observations = new float[rows * 4];
    noise = new float[rows];
    actions = new float[rows];
    logProbabilities = new float[rows];
    chance.at(Purpose.ENVIRONMENT, 0, 0, 0);
    for (int i = 0; i < observations.length; i++) {
      observations[i] = (float) chance.nextGaussian();
    }
  }

  @Benchmark
  public float[] act() {
    for (int r = 0; r < rows; r++) {
      policy.noise(chance.at(Purpose.ACTION, r, 0, 0), noise, r);
    }
    inference.act(observations, 0, rows, noise, actions, 0, logProbabilities, 0);
    return logProbabilities;
  }
}

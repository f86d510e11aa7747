package io.belay.learner.algorithm.ppo;

import io.belay.learner.algorithm.BenchmarkRun;
import io.belay.learner.parallel.Crew;
import io.belay.recipe.PpoSettings;
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
    crew = new Crew(threads);
    BenchmarkRun run = new BenchmarkRun(rows, crew);
    float[] actor = run.policy().initialParameters(1);
    float[] critic = run.critic().initialParameters(1);
    PpoUpdate update =
        new PpoUpdate(
            (PpoSettings) run.specification().recipe().algorithm(),
            run.policy(),
            run.critic(),
            rows,
            run.specification().iterations(),
            1,
            crew);
    float[] advantages = run.advantages();
    step =
        () -> update.improve(actor, critic, run.batch(), run.values(), advantages, advantages, 0);
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

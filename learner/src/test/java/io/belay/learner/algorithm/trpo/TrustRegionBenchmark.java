package io.belay.learner.algorithm.trpo;

import io.belay.learner.algorithm.BenchmarkRun;
import io.belay.learner.parallel.Crew;
import io.belay.learner.reference.NaturalSettings;
import io.belay.recipe.FisherSettings;
import io.belay.recipe.TrpoSettings;
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
 * Time of one TRPO update of the policy (gradient, 10 iterations of conjugate gradient over all
 * rows, line search), without the critic's fit, of a 64×64 tanh policy, 4 observations, 2 actions.
 * Every update begins at the same parameters.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class TrustRegionBenchmark {

  @Param({"2048"})
  int rows;

  @Param({"1", "2"})
  int threads;

  private Runnable update = () -> {};
  private Crew crew = new Crew(1);

  @Setup
  public void prepare() {
    crew = new Crew(threads);
    BenchmarkRun run = new BenchmarkRun(rows, crew);
    // No residual ends conjugate gradient before its tenth iteration, or refuses what it found.
    FisherSettings fisher = new FisherSettings(0.1, 1, 10, 0, 1);
    TrpoUpdate trpo =
        new TrpoUpdate(
            new TrpoSettings(
                NaturalSettings.advantages(), fisher, 0.01, 10, 0.8, NaturalSettings.critic()),
            run.policy(),
            run.critic(),
            1,
            rows,
            run.specification().iterations(),
            1,
            crew);
    float[] initial = run.policy().initialParameters(1);
    float[] actor = initial.clone();
    float[] critic = run.critic().initialParameters(1);
    float[] advantages = run.advantages();
    update =
        () -> {
          System.arraycopy(initial, 0, actor, 0, initial.length);
          trpo.improve(actor, critic, run.batch(), run.values(), advantages, advantages, 0);
        };
  }

  @TearDown
  public void close() {
    crew.close();
  }

  @Benchmark
  public void update() {
    update.run();
  }
}

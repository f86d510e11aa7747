package io.belay.worker.environment.classic;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import io.belay.worker.environment.Outcome;
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

/** One environment step with a random action, its share of restarts included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EnvironmentStepBenchmark {
  private static final int ACTIONS = 1024;

  @Param({"CartPole-v1", "Acrobot-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Pendulum-v1"})
  String id;

  private final float[][] actions = new float[ACTIONS][1];
  private final Chance chance = new Chance(1);
  private final Outcome outcome = new Outcome();
  private Environment environment;
  private int maxEpisodeSteps;
  private int step;
  private int elapsed;

  @Setup
  public void setUp() {
    EnvironmentRegistration registration = EnvironmentRegistry.discover().lookup(id);
    environment = registration.create();
    maxEpisodeSteps = registration.spec().maxEpisodeSteps().orElseThrow();
    for (float[] action : actions) {
      action[0] =
          switch (registration.spec().actionSpace()) {
            case Discrete discrete -> chance.nextInt(discrete.n());
            case Box box ->
                box.low().getFirst()
                    + chance.nextFloat() * (box.high().getFirst() - box.low().getFirst());
          };
    }
    environment.reset(chance);
  }

  @Benchmark
  public float[] step() {
    float[] observation = environment.step(actions[step & (ACTIONS - 1)], chance, outcome);
    step = step + 1 & Integer.MAX_VALUE;
    if (outcome.terminated() || ++elapsed >= maxEpisodeSteps) {
      elapsed = 0;
      observation = environment.reset(chance.at(Purpose.RESTART, 0, 0, step));
    }
    return observation;
  }
}

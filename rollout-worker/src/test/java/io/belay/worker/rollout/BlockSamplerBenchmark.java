package io.belay.worker.rollout;

import io.belay.policy.PolicySnapshot;
import io.belay.trajectory.BlockTrajectory;
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
 * Sampling a block's fragments of 32 steps with a 64×64 tanh policy; 32 × lanes environment steps
 * an operation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BlockSamplerBenchmark {

  @Param({"1", "4", "8"})
  int lanes;

  private PolicySnapshot snapshot;
  private BlockSampler sampler;
  private int iteration;

  @Setup
  public void setUp() {
    Runs runs = Runs.of("CartPole-v1", lanes, lanes, 32, 64, 64);
    snapshot = runs.snapshot(0);
    sampler = runs.sampler(0);
    iteration = 0;
  }

  @Benchmark
  public BlockTrajectory sample() {
    return sampler.sample(iteration++, snapshot);
  }
}

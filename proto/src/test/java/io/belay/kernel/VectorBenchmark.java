package io.belay.kernel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of the kernels on vectors: 9155 elements are the parameters of a 64×64 actor and critic for
 * CartPole.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class VectorBenchmark {

  private static final int PARAMETERS = 9155;
  private static final int LENGTH = 16384;

  private final Kernels kernels = KernelProvider.kernels();
  private final AdamConstants constants = AdamConstants.of(1e-3, 0.9, 0.999, 1e-5, 10);
  private final float[] gradient = KernelBenchmark.random(PARAMETERS);
  private final float[] m = new float[PARAMETERS];
  private final float[] v = new float[PARAMETERS];
  private final float[] parameters = KernelBenchmark.random(PARAMETERS);
  private final float[] x = KernelBenchmark.random(LENGTH);
  private final float[] y = new float[LENGTH];
  private final float[] square = KernelBenchmark.random(64 * 64);
  private final float[] transposed = new float[64 * 64];

  @Benchmark
  public float[] adam9155() {
    kernels.adam(constants, 0.5f, gradient, m, v, parameters, 0, PARAMETERS);
    return parameters;
  }

  @Benchmark
  public float sumOfSquares9155() {
    return kernels.sumOfSquares(gradient, 0, PARAMETERS);
  }

  @Benchmark
  public float[] tanh16384() {
    kernels.tanh(x, 0, LENGTH, y, 0);
    return y;
  }

  @Benchmark
  public float[] exp16384() {
    kernels.exp(x, 0, LENGTH, y, 0);
    return y;
  }

  @Benchmark
  public float[] log16384() {
    kernels.log(x, 0, LENGTH, y, 0);
    return y;
  }

  @Benchmark
  public float[] transpose64x64() {
    kernels.transpose(64, 64, square, 0, 0, 64, transposed, 0);
    return transposed;
  }
}

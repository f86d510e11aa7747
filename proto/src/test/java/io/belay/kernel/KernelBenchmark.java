package io.belay.kernel;

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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one kernel call on the shapes of a small actor and critic; GFLOP/s = 2 · rows · inputs ·
 * outputs / ns.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class KernelBenchmark {

  @Param({"256x64x64", "256x4x64", "256x64x2", "256x64x1", "64x64x64", "8x64x64", "1x64x64"})
  String shape = "";

  private final Kernels kernels = KernelProvider.kernels();
  private int rows;
  private int inputs;
  private int outputs;
  private float[] x = {};
  private float[] w = {};
  private float[] b = {};
  private float[] y = {};
  private float[] dx = {};
  private float[] dw = {};

  @Setup
  public void allocate() {
    String[] sizes = shape.split("x", -1);
    rows = Integer.parseInt(sizes[0]);
    inputs = Integer.parseInt(sizes[1]);
    outputs = Integer.parseInt(sizes[2]);
    x = random(rows * inputs);
    w = random(inputs * outputs);
    b = random(outputs);
    y = random(rows * outputs);
    dx = new float[rows * inputs];
    dw = new float[inputs * outputs];
  }

  static float[] random(int length) {
    SplittableRandom random = new SplittableRandom(length);
    float[] array = new float[length];
    for (int i = 0; i < length; i++) {
      array[i] = random.nextFloat() - 0.5f;
    }
    return array;
  }

  @Benchmark
  public float[] affineTanh() {
    kernels.affine(rows, inputs, outputs, x, 0, w, 0, b, 0, Activation.TANH, y, 0);
    return y;
  }

  @Benchmark
  public float[] affineIdentity() {
    kernels.affine(rows, inputs, outputs, x, 0, w, 0, b, 0, Activation.IDENTITY, y, 0);
    return y;
  }

  @Benchmark
  public float[] backwardInputTanh() {
    kernels.backwardInput(rows, inputs, outputs, y, 0, w, 0, Activation.TANH, x, 0, dx, 0);
    return dx;
  }

  @Benchmark
  public float[] backwardWeights() {
    kernels.backwardWeights(rows, inputs, outputs, x, 0, y, 0, 0, inputs, dw, 0);
    return dw;
  }

  @Benchmark
  public float[] backwardBias() {
    kernels.backwardBias(rows, outputs, y, 0, b, 0);
    return b;
  }
}

package io.belay.kernel;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
 * The yardstick: OpenBLAS's sgemm on one thread, arrays already in native memory, no bias, no
 * activation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class OpenBlasBenchmark {

  @Param({"256x64x64", "64x64x64"})
  String shape = "";

  private int rows;
  private int inputs;
  private int outputs;
  private final FloatBuffer x = direct(KernelBenchmark.random(256 * 64));
  private final FloatBuffer w = direct(KernelBenchmark.random(64 * 64));
  private final FloatBuffer y = direct(KernelBenchmark.random(256 * 64));

  @Setup
  public void oneThread() {
    blas_set_num_threads(1);
    String[] sizes = shape.split("x", -1);
    rows = Integer.parseInt(sizes[0]);
    inputs = Integer.parseInt(sizes[1]);
    outputs = Integer.parseInt(sizes[2]);
  }

  private static FloatBuffer direct(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(Float.BYTES * values.length);
    return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer().put(values).rewind();
  }

  @Benchmark
  public FloatBuffer sgemm() {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        rows,
        outputs,
        inputs,
        1f,
        x,
        inputs,
        w,
        outputs,
        0f,
        y,
        outputs);
    return y;
  }
}

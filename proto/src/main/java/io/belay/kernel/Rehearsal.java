package io.belay.kernel;

import java.util.List;

/**
 * Small runs of the kernels that every training uses, often enough for the JIT compiler to compile
 * them.
 *
 * <p>Until it has, each operation of the Vector API allocates and calls through several layers: a
 * product is some thousand times slower than compiled. That is also why the runs are small.
 */
final class Rehearsal {

  /*
   * HotSpot compiles a method at its best after 5000 calls, or after 600 once calls and loop iterations together are 15 000
   * (Tier4MinInvocationThreshold, Tier4CompileThreshold), and in the background: so a pass has that many calls, and the second pass,
   * through kernels that are compiled by then, costs next to nothing.
   */
  private static final int CALLS = 1500;
  private static final int PASSES = 2;
  private static final int TERMS = 12;
  private static final int SIZE = 1024;

  private final float[] a = new float[SIZE];
  private final float[] b = new float[SIZE];
  private final float[] c = new float[SIZE];
  private final float[] d = new float[SIZE];
  private final AdamConstants constants = AdamConstants.of(1e-3, 0.9, 0.999, 1e-5, 1);

  /** Runs them on the calling thread; what is needed first comes first. */
  void run(Kernels kernels) {
    List<Runnable> parts =
        List.of(
            () -> affine(kernels, 4, 64, Activation.TANH),
            () -> affine(kernels, 1, 64, Activation.TANH),
            () -> affine(kernels, 9, 2, Activation.IDENTITY),
            () -> affine(kernels, 9, 1, Activation.IDENTITY),
            () -> kernels.exp(a, 0, 64, d, 0),
            () -> kernels.log(a, 0, 64, d, 0),
            () -> kernels.transpose(16, 16, a, 0, 0, 16, d, 0),
            () -> kernels.backwardWeights(TERMS, 64, 2, a, 0, b, 0, 0, 64, d, 0),
            () -> kernels.backwardInput(4, 64, 2, a, 0, b, 0, Activation.TANH, c, 0, d, 0),
            () -> kernels.backwardWeights(TERMS, 4, 64, a, 0, b, 0, 0, 4, d, 0),
            () -> kernels.backwardBias(TERMS, 64, a, 0, d, 0),
            () -> kernels.sumOfSquares(a, 0, SIZE / 4),
            () -> kernels.adam(constants, 1f, a, b, c, d, 0, SIZE / 4));
    for (int pass = 0; pass < PASSES; pass++) {
      for (Runnable part : parts) {
        for (int call = 0; call < CALLS; call++) {
          part.run();
        }
      }
    }
  }

  private void affine(Kernels kernels, int rows, int outputs, Activation activation) {
    kernels.affine(rows, TERMS, outputs, a, 0, b, 0, c, 0, activation, d, 0);
  }
}

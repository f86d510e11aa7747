package io.belay.kernel;

import static io.belay.kernel.GuardedArrays.GUARDS_AFTER;
import static io.belay.kernel.GuardedArrays.OFFSET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector kernels equal the plain loops to the bit, and write nothing beside their outputs. */
class KernelAgreementTest {

  private static final int[] ROWS = {1, 2, 3, 4, 5, 7, 8, 13, 16, 64, 256, 257};
  private static final int[] SIZES = {1, 2, 3, 4, 6, 8, 13, 15, 16, 17, 63, 64, 65, 128, 207};
  private static final int[] LENGTHS = {0, 1, 2, 7, 8, 13, 15, 16, 17, 31, 64, 207, 4098};

  private final Kernels plain = new PlainKernels();
  private final Kernels vector = new VectorKernels();

  /**
   * Runs body with sizes (inputs, outputs) over all pairs; large products only where rows are few.
   */
  private static void forShapes(int rows, BiConsumer<Integer, Integer> body) {
    for (int inputs : SIZES) {
      for (int outputs : SIZES) {
        if ((long) rows * inputs * outputs <= 4_500_000) {
          body.accept(inputs, outputs);
        }
      }
    }
  }

  private void agree(String what, float[] output, BiConsumer<Kernels, float[]> call) {
    float[] expected = output.clone();
    float[] actual = output.clone();
    call.accept(plain, expected);
    call.accept(vector, actual);
    // Arrays.equals compares bits and takes all not-a-numbers for one, as the contract does.
    if (!Arrays.equals(actual, expected)) {
      int i = Arrays.mismatch(actual, expected);
      assertThat(actual[i]).as("%s at %d", what, i - OFFSET).isEqualTo(expected[i]);
    }
    int end = actual.length - GUARDS_AFTER;
    assertThat(
            Arrays.equals(actual, 0, OFFSET, output, 0, OFFSET)
                && Arrays.equals(actual, end, actual.length, output, end, output.length))
        .as("%s leaves what is beside its output", what)
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 13, 16, 64, 256, 257})
  void dense(int rows) {
    GuardedArrays arrays = new GuardedArrays(rows);
    forShapes(
        rows,
        (inputs, outputs) -> {
          float[] x = arrays.ofLength(rows * inputs);
          float[] w = arrays.ofLength(inputs * outputs);
          float[] b = arrays.ofLength(outputs);
          float[] y = arrays.ofLength(rows * outputs);
          String shape = rows + "×" + inputs + "×" + outputs;
          for (Activation f : Activation.values()) {
            agree(
                "affine " + f + shape,
                y,
                (k, out) ->
                    k.affine(
                        rows, inputs, outputs, x, OFFSET, w, OFFSET, b, OFFSET, f, out, OFFSET));
          }
          agree(
              "affine without bias " + shape,
              y,
              (k, out) ->
                  k.affine(
                      rows,
                      inputs,
                      outputs,
                      x,
                      OFFSET,
                      w,
                      OFFSET,
                      null,
                      0,
                      Activation.TANH,
                      out,
                      OFFSET));
          agree(
              "accumulate " + shape,
              y,
              (k, out) -> k.accumulate(rows, inputs, outputs, x, OFFSET, w, OFFSET, out, OFFSET));
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 13, 16, 64, 256, 257})
  void gradients(int rows) {
    GuardedArrays arrays = new GuardedArrays(rows + 1000);
    forShapes(
        rows,
        (inputs, outputs) -> {
          float[] x = arrays.ofLength(rows * inputs);
          float[] dy = arrays.ofLength(rows * outputs);
          float[] wT = arrays.ofLength(inputs * outputs);
          float[] dx = arrays.ofLength(rows * inputs);
          float[] dw = arrays.ofLength(inputs * outputs);
          float[] db = arrays.ofLength(outputs);
          String shape = rows + "×" + inputs + "×" + outputs;
          for (Activation f : Activation.values()) {
            agree(
                "backwardInput " + f + shape,
                dx,
                (k, out) ->
                    k.backwardInput(
                        rows, inputs, outputs, dy, OFFSET, wT, OFFSET, f, x, OFFSET, out, OFFSET));
          }
          for (int from : new int[] {0, inputs / 3}) {
            for (int to : new int[] {inputs, (2 * inputs) / 3}) {
              agree(
                  "backwardWeights " + shape + " inputs " + from + " to " + to,
                  dw,
                  (k, out) ->
                      k.backwardWeights(
                          rows, inputs, outputs, x, OFFSET, dy, OFFSET, from, to, out, OFFSET));
            }
          }
          agree(
              "backwardBias " + shape,
              db,
              (k, out) -> k.backwardBias(rows, outputs, dy, OFFSET, out, OFFSET));
        });
  }

  @Test
  void emptySides() {
    float[] x = new GuardedArrays(4).ofLength(64);
    for (int inputs : new int[] {0, 3}) {
      for (int outputs : new int[] {0, 1, 2, 20}) {
        if (inputs == 0 || outputs == 0) {
          agree(
              "affine 9×" + inputs + "×" + outputs,
              new GuardedArrays(5).ofLength(9 * outputs),
              (k, out) ->
                  k.affine(
                      9,
                      inputs,
                      outputs,
                      x,
                      OFFSET,
                      x,
                      OFFSET,
                      x,
                      OFFSET,
                      Activation.TANH,
                      out,
                      OFFSET));
        }
      }
    }
  }

  @Test
  void transpose() {
    GuardedArrays arrays = new GuardedArrays(5);
    for (int rows : ROWS) {
      for (int columns : SIZES) {
        float[] a = arrays.ofLength(rows * columns);
        float[] aT = arrays.ofLength(rows * columns);
        for (int from : new int[] {0, rows / 2}) {
          agree(
              "transpose " + rows + "×" + columns,
              aT,
              (k, out) -> k.transpose(rows, columns, a, OFFSET, from, rows, out, OFFSET));
        }
      }
    }
  }

  private interface ElementwiseCall {
    void run(Kernels kernels, float[] x, int xAt, int length, float[] y, int yAt);
  }

  private enum Function {
    TANH(Kernels::tanh),
    EXP(Kernels::exp),
    LOG(Kernels::log);

    private final ElementwiseCall call;

    Function(ElementwiseCall call) {
      this.call = call;
    }
  }

  @ParameterizedTest
  @EnumSource
  void elementwise(Function function) {
    GuardedArrays arrays = new GuardedArrays(6);
    for (int length : LENGTHS) {
      float[] x = arrays.withSpecials(length);
      float[] y = arrays.ofLength(length);
      agree(
          function + " " + length,
          y,
          (k, out) -> function.call.run(k, x, OFFSET, length, out, OFFSET));
      agree(
          function + " in place " + length,
          x,
          (k, out) -> function.call.run(k, out, OFFSET, length, out, OFFSET));
    }
  }

  /** Every 4099th float (a prime) of all 2³², so that every exponent and both signs are there. */
  @ParameterizedTest
  @EnumSource
  void elementwiseOverAllMagnitudes(Function function) {
    int length = (int) ((1L << 32) / 4099);
    float[] x = new GuardedArrays(0).ofLength(length);
    for (int i = 0; i < length; i++) {
      x[OFFSET + i] = Float.intBitsToFloat((int) (4099L * i));
    }
    agree(function.toString(), x, (k, out) -> function.call.run(k, x, OFFSET, length, out, OFFSET));
  }

  @Test
  void sums() {
    GuardedArrays arrays = new GuardedArrays(7);
    for (int length : LENGTHS) {
      float[] a = arrays.ofLength(length);
      float[] b = arrays.ofLength(length);
      assertThat(Float.floatToIntBits(vector.sumOfSquares(a, OFFSET, length)))
          .as("sumOfSquares %d", length)
          .isEqualTo(Float.floatToIntBits(plain.sumOfSquares(a, OFFSET, length)));
      assertThat(Float.floatToIntBits(vector.dot(a, OFFSET, b, OFFSET, length)))
          .as("dot %d", length)
          .isEqualTo(Float.floatToIntBits(plain.dot(a, OFFSET, b, OFFSET, length)));
    }
  }

  /**
   * Products so small that they round to −0 leave −0 in a chain; the tail must not turn it into 0.
   */
  @Test
  void sumsKeepTheSignOfZero() {
    for (int length : LENGTHS) {
      float[] a = new float[length];
      float[] b = new float[length];
      Arrays.fill(a, 1e-30f);
      Arrays.fill(b, -1e-30f);
      assertThat(Float.floatToIntBits(vector.dot(a, 0, b, 0, length)))
          .as("dot %d", length)
          .isEqualTo(Float.floatToIntBits(plain.dot(a, 0, b, 0, length)));
    }
  }

  @Test
  void adam() {
    GuardedArrays arrays = new GuardedArrays(8);
    AdamConstants constants = AdamConstants.of(1e-3, 0.9, 0.999, 1e-5, 3);
    for (int length : LENGTHS) {
      float[] gradient = arrays.withSpecials(length);
      float[] m = arrays.ofLength(length);
      float[] v = new GuardedArrays(length).ofLength(length);
      for (int i = OFFSET; i < OFFSET + length; i++) {
        v[i] = Math.abs(v[i]);
      }
      float[] parameters = arrays.ofLength(length);
      int to = OFFSET + length;
      agree(
          "adam m",
          m,
          (k, out) ->
              k.adam(constants, .5f, gradient, out, v.clone(), parameters.clone(), OFFSET, to));
      agree(
          "adam v",
          v,
          (k, out) ->
              k.adam(constants, .5f, gradient, m.clone(), out, parameters.clone(), OFFSET, to));
      agree(
          "adam p",
          parameters,
          (k, out) -> k.adam(constants, .5f, gradient, m.clone(), v.clone(), out, OFFSET, to));
    }
  }

  /** A row's result does not depend on the rows beside it. */
  @Test
  void rowsAreIndependent() {
    GuardedArrays arrays = new GuardedArrays(9);
    int rows = 29;
    for (int outputs : SIZES) {
      float[] x = arrays.ofLength(rows * 6);
      float[] w = arrays.ofLength(6 * outputs);
      float[] all = arrays.ofLength(rows * outputs);
      float[] single = all.clone();
      vector.affine(rows, 6, outputs, x, OFFSET, w, OFFSET, null, 0, Activation.TANH, all, OFFSET);
      for (int r = 0; r < rows; r++) {
        int y = OFFSET + r * outputs;
        vector.affine(
            1, 6, outputs, x, OFFSET + 6 * r, w, OFFSET, null, 0, Activation.TANH, single, y);
      }
      assertThat(single).containsExactly(all);
    }
  }
}

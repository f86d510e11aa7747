package io.belay.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The kernels on the Vector API, equal to {@link PlainKernels} to the bit at every vector width.
 */
final class VectorKernels implements Kernels {

  /**
   * Rows of a product that are made before their activation is applied, so that they are still in
   * the nearest cache.
   */
  private static final int ROWS_AT_ONCE = 16;

  /**
   * Terms of a weight's gradient that are added before the next tile, so that x and dy stay in the
   * nearest cache.
   */
  private static final int TERMS_AT_ONCE = 128;

  private static final float[] ONE = {1f};

  @Override
  public void affine(
      int rows,
      int inputs,
      int outputs,
      float[] x,
      int xAt,
      float[] w,
      int wAt,
      float @Nullable [] b,
      int bAt,
      Activation activation,
      float[] y,
      int yAt) {
    Shapes.requireAffine(rows, inputs, outputs, x, xAt, w, wAt, b, bAt, y, yAt);
    for (int r = 0; r < rows; r += ROWS_AT_ONCE) {
      int count = Math.min(ROWS_AT_ONCE, rows - r);
      int xr = xAt + r * inputs;
      int yr = yAt + r * outputs;
      if (b == null) {
        Arrays.fill(y, yr, yr + count * outputs, 0f);
        product(count, inputs, outputs, x, xr, w, wAt, y, yr, outputs, y, yr);
      } else {
        product(count, inputs, outputs, x, xr, w, wAt, b, bAt, 0, y, yr);
      }
      switch (activation) {
        case IDENTITY -> {}
        case TANH -> VectorElementwise.tanh(y, yr, count * outputs, y, yr);
        case RELU -> VectorElementwise.relu(y, yr, count * outputs);
      }
    }
  }

  @Override
  public void accumulate(
      int rows,
      int inputs,
      int outputs,
      float[] x,
      int xAt,
      float[] w,
      int wAt,
      float[] y,
      int yAt) {
    Shapes.requireProduct(rows, inputs, outputs, x, xAt, w, wAt, y, yAt);
    product(rows, inputs, outputs, x, xAt, w, wAt, y, yAt, outputs, y, yAt);
  }

  @Override
  public void backwardInput(
      int rows,
      int inputs,
      int outputs,
      float[] dy,
      int dyAt,
      float[] wT,
      int wTAt,
      Activation activation,
      float[] x,
      int xAt,
      float[] dx,
      int dxAt) {
    Shapes.requireBackwardInput(
        rows, inputs, outputs, dy, dyAt, wT, wTAt, activation, x, xAt, dx, dxAt);
    for (int r = 0; r < rows; r += ROWS_AT_ONCE) {
      int count = Math.min(ROWS_AT_ONCE, rows - r);
      int xr = xAt + r * inputs;
      int dxr = dxAt + r * inputs;
      Arrays.fill(dx, dxr, dxr + count * inputs, 0f);
      product(count, outputs, inputs, dy, dyAt + r * outputs, wT, wTAt, dx, dxr, inputs, dx, dxr);
      switch (activation) {
        case IDENTITY -> {}
        case TANH -> VectorElementwise.multiplyByTanhDerivative(x, xr, count * inputs, dx, dxr);
        case RELU -> VectorElementwise.multiplyByReluDerivative(x, xr, count * inputs, dx, dxr);
      }
    }
  }

  @Override
  public void backwardWeights(
      int rows,
      int inputs,
      int outputs,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      int fromInput,
      int toInput,
      float[] dw,
      int dwAt) {
    Shapes.requireBackwardWeights(
        rows, inputs, outputs, x, xAt, dy, dyAt, fromInput, toInput, dw, dwAt);
    int at = dwAt + fromInput * outputs;
    int count = toInput - fromInput;
    int first = xAt + fromInput;
    if (outputs < VectorThin.WIDTH) {
      VectorThin.gradient(rows, count, outputs, x, first, inputs, dy, dyAt, dw, at);
      return;
    }
    Arrays.fill(dw, at, at + count * outputs, 0f);
    for (int r = 0; r < rows; r += TERMS_AT_ONCE) {
      int terms = Math.min(TERMS_AT_ONCE, rows - r);
      int xr = first + r * inputs;
      int dyr = dyAt + r * outputs;
      VectorProduct.multiply(
          count, terms, outputs, x, xr, 1, inputs, dy, dyr, outputs, dw, at, outputs, dw, at,
          outputs);
    }
  }

  @Override
  public void backwardBias(int rows, int outputs, float[] dy, int dyAt, float[] db, int dbAt) {
    Shapes.requireBackwardBias(rows, outputs, dy, dyAt, db, dbAt);
    Arrays.fill(db, dbAt, dbAt + outputs, 0f);
    // fma(1, dy, sum) is dy + sum.
    if (outputs == 1 || outputs == 2) {
      VectorThin.oneRow(rows, outputs, ONE, 0, 0, dy, dyAt, db, dbAt, db, dbAt);
    } else {
      VectorProduct.multiply(
          1, rows, outputs, ONE, 0, 0, 0, dy, dyAt, outputs, db, dbAt, outputs, db, dbAt, outputs);
    }
  }

  @Override
  public void transpose(
      int rows, int columns, float[] a, int aAt, int fromRow, int toRow, float[] aT, int aTAt) {
    Shapes.requireTranspose(rows, columns, a, aAt, fromRow, toRow, aT, aTAt);
    PlainKernels.transposeLoop(rows, columns, a, aAt, fromRow, toRow, aT, aTAt);
  }

  @Override
  public void tanh(float[] x, int xAt, int length, float[] y, int yAt) {
    Shapes.requirePair(x, xAt, length, y, yAt);
    VectorElementwise.tanh(x, xAt, length, y, yAt);
  }

  @Override
  public void exp(float[] x, int xAt, int length, float[] y, int yAt) {
    Shapes.requirePair(x, xAt, length, y, yAt);
    VectorElementwise.exp(x, xAt, length, y, yAt);
  }

  @Override
  public void log(float[] x, int xAt, int length, float[] y, int yAt) {
    Shapes.requirePair(x, xAt, length, y, yAt);
    VectorElementwise.log(x, xAt, length, y, yAt);
  }

  @Override
  public float sumOfSquares(float[] a, int at, int length) {
    return dot(a, at, a, at, length);
  }

  @Override
  public float dot(float[] a, int aAt, float[] b, int bAt, int length) {
    Shapes.requirePair(a, aAt, length, b, bAt);
    return VectorSum.dot(a, aAt, b, bAt, length);
  }

  @Override
  public void adam(
      AdamConstants constants,
      float gradientScale,
      float[] gradient,
      float[] m,
      float[] v,
      float[] parameters,
      int from,
      int to) {
    Shapes.requireAdam(gradient, m, v, parameters, from, to);
    VectorElementwise.adam(constants, gradientScale, gradient, m, v, parameters, from, to);
  }

  /**
   * y = start + x · w, thin or wide; {@code startRow} is the distance between the rows of start.
   */
  private static void product(
      int rows,
      int inner,
      int outer,
      float[] x,
      int xAt,
      float[] w,
      int wAt,
      float[] start,
      int startAt,
      int startRow,
      float[] y,
      int yAt) {
    if (outer == 1 || outer == 2) {
      VectorThin.multiply(rows, inner, outer, x, xAt, w, wAt, start, startAt, startRow, y, yAt);
    } else {
      VectorProduct.multiply(
          rows, inner, outer, x, xAt, inner, 1, w, wAt, outer, start, startAt, startRow, y, yAt,
          outer);
    }
  }
}

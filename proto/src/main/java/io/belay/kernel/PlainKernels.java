package io.belay.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The kernels as plain loops: the specification that every other implementation equals to the bit.
 *
 * <p>Products run over output elements innermost, so each element still is one chain in ascending
 * order while the compiler may vectorise across elements.
 */
final class PlainKernels implements Kernels {

  /** Number of interleaved chains of a sum. */
  static final int CHAINS = 16;

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
    for (int r = 0; r < rows; r++) {
      int row = yAt + r * outputs;
      if (b == null) {
        Arrays.fill(y, row, row + outputs, 0f);
      } else {
        System.arraycopy(b, bAt, y, row, outputs);
      }
      addRowProduct(inputs, outputs, x, xAt + r * inputs, w, wAt, y, row);
      activate(activation, y, row, outputs);
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
    for (int r = 0; r < rows; r++) {
      addRowProduct(inputs, outputs, x, xAt + r * inputs, w, wAt, y, yAt + r * outputs);
    }
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
    for (int r = 0; r < rows; r++) {
      int row = dxAt + r * inputs;
      Arrays.fill(dx, row, row + inputs, 0f);
      addRowProduct(outputs, inputs, dy, dyAt + r * outputs, wT, wTAt, dx, row);
      multiplyByDerivative(activation, x, xAt + r * inputs, dx, row, inputs);
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
    Arrays.fill(dw, dwAt + fromInput * outputs, dwAt + toInput * outputs, 0f);
    for (int r = 0; r < rows; r++) {
      for (int i = fromInput; i < toInput; i++) {
        addScaled(x[xAt + r * inputs + i], dy, dyAt + r * outputs, dw, dwAt + i * outputs, outputs);
      }
    }
  }

  @Override
  public void backwardBias(int rows, int outputs, float[] dy, int dyAt, float[] db, int dbAt) {
    Shapes.requireBackwardBias(rows, outputs, dy, dyAt, db, dbAt);
    Arrays.fill(db, dbAt, dbAt + outputs, 0f);
    for (int r = 0; r < rows; r++) {
      int row = dyAt + r * outputs;
      for (int j = 0; j < outputs; j++) {
        db[dbAt + j] += dy[row + j];
      }
    }
  }

  @Override
  public void transpose(
      int rows, int columns, float[] a, int aAt, int fromRow, int toRow, float[] aT, int aTAt) {
    Shapes.requireTranspose(rows, columns, a, aAt, fromRow, toRow, aT, aTAt);
    transposeLoop(rows, columns, a, aAt, fromRow, toRow, aT, aTAt);
  }

  @Override
  public void tanh(float[] x, int xAt, int length, float[] y, int yAt) {
    Shapes.requirePair(x, xAt, length, y, yAt);
    for (int i = 0; i < length; i++) {
      y[yAt + i] = Elementary.tanh(x[xAt + i]);
    }
  }

  @Override
  public void exp(float[] x, int xAt, int length, float[] y, int yAt) {
    Shapes.requirePair(x, xAt, length, y, yAt);
    for (int i = 0; i < length; i++) {
      y[yAt + i] = Elementary.exp(x[xAt + i]);
    }
  }

  @Override
  public void log(float[] x, int xAt, int length, float[] y, int yAt) {
    Shapes.requirePair(x, xAt, length, y, yAt);
    for (int i = 0; i < length; i++) {
      y[yAt + i] = Elementary.log(x[xAt + i]);
    }
  }

  @Override
  public float sumOfSquares(float[] a, int at, int length) {
    return dot(a, at, a, at, length);
  }

  @Override
  public float dot(float[] a, int aAt, float[] b, int bAt, int length) {
    Shapes.requirePair(a, aAt, length, b, bAt);
    float sum = chain(a, aAt, b, bAt, length, 0);
    for (int k = 1; k < CHAINS; k++) {
      sum += chain(a, aAt, b, bAt, length, k);
    }
    return sum;
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
    adamLoop(constants, gradientScale, gradient, m, v, parameters, from, to);
  }

  static void transposeLoop(
      int rows, int columns, float[] a, int aAt, int fromRow, int toRow, float[] aT, int aTAt) {
    for (int j = 0; j < columns; j++) {
      for (int i = fromRow; i < toRow; i++) {
        aT[aTAt + j * rows + i] = a[aAt + i * columns + j];
      }
    }
  }

  static void adamLoop(
      AdamConstants constants,
      float gradientScale,
      float[] gradient,
      float[] m,
      float[] v,
      float[] parameters,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float g = gradientScale * gradient[i];
      float mean = Math.fma(constants.beta1(), m[i], constants.oneMinusBeta1() * g);
      float square = Math.fma(constants.beta2(), v[i], constants.oneMinusBeta2() * g * g);
      float root = (float) Math.sqrt(square);
      m[i] = mean;
      v[i] = square;
      parameters[i] -=
          constants.stepSize()
              * mean
              / Math.fma(root, constants.inverseSqrtBias2(), constants.epsilon());
    }
  }

  /** y += x · w for one row x {@code [inner]}, w {@code [inner, outer]}, y {@code [outer]}. */
  private static void addRowProduct(
      int inner, int outer, float[] x, int xAt, float[] w, int wAt, float[] y, int yAt) {
    for (int i = 0; i < inner; i++) {
      addScaled(x[xAt + i], w, wAt + i * outer, y, yAt, outer);
    }
  }

  private static void addScaled(float scale, float[] a, int aAt, float[] y, int yAt, int length) {
    for (int j = 0; j < length; j++) {
      y[yAt + j] = Math.fma(scale, a[aAt + j], y[yAt + j]);
    }
  }

  private static void activate(Activation activation, float[] y, int at, int length) {
    switch (activation) {
      case IDENTITY -> {}
      case TANH -> {
        for (int j = at; j < at + length; j++) {
          y[j] = Elementary.tanh(y[j]);
        }
      }
      case RELU -> {
        for (int j = at; j < at + length; j++) {
          y[j] = Activation.RELU.apply(y[j]);
        }
      }
    }
  }

  private static void multiplyByDerivative(
      Activation activation, float[] x, int xAt, float[] dx, int dxAt, int length) {
    switch (activation) {
      case IDENTITY -> {}
      case TANH -> {
        for (int i = 0; i < length; i++) {
          dx[dxAt + i] *= Activation.TANH.derivative(x[xAt + i]);
        }
      }
      case RELU -> {
        for (int i = 0; i < length; i++) {
          dx[dxAt + i] *= Activation.RELU.derivative(x[xAt + i]);
        }
      }
    }
  }

  /** The chain of elements k, k + 16, k + 32, … */
  private static float chain(float[] a, int aAt, float[] b, int bAt, int length, int k) {
    float sum = 0f;
    for (int i = k; i < length; i += CHAINS) {
      sum = Math.fma(a[aAt + i], b[bAt + i], sum);
    }
    return sum;
  }
}

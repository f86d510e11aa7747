package io.belay.kernel;

import static io.belay.kernel.VectorProduct.LANES;
import static io.belay.kernel.VectorProduct.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Products with a side so thin that vectors along it would be mostly empty. Bounds are the caller's
 * to check.
 */
final class VectorThin {

  /** Below this many outputs the gradient by the weights has its vectors along the inputs. */
  static final int WIDTH = 8;

  private VectorThin() {}

  /**
   * {@code y[r, j] = start[r, j] + Σᵢ x[r, i] · w[i, j]} for one or two columns: scalar chains of
   * eight rows beat a vector that is mostly empty.
   *
   * @param x {@code [rows, inner]}
   * @param w {@code [inner, outer]}, outer 1 or 2
   * @param start {@code [rows, outer]}, startRow from row to row; may be y itself
   * @param y {@code [rows, outer]}
   */
  static void multiply(
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
    int r = 0;
    for (; r + 8 <= rows; r += 8) {
      int xr = xAt + r * inner;
      int sr = startAt + r * startRow;
      int yr = yAt + r * outer;
      if (outer == 2) {
        eightRowsByTwo(inner, x, xr, w, wAt, start, sr, startRow, y, yr);
      } else {
        eightRows(inner, x, xr, w, wAt, start, sr, startRow, y, yr);
      }
    }
    for (; r < rows; r++) {
      int xr = xAt + r * inner;
      oneRow(inner, outer, x, xr, 1, w, wAt, start, startAt + r * startRow, y, yAt + r * outer);
    }
  }

  /**
   * One or two columns of one row; a single column is computed twice, which costs nothing beside
   * the latency of fma.
   *
   * @param xInner how far the elements of x are apart
   */
  static void oneRow(
      int inner,
      int outer,
      float[] x,
      int xAt,
      int xInner,
      float[] w,
      int wAt,
      float[] start,
      int startAt,
      float[] y,
      int yAt) {
    int second = outer - 1;
    float y0 = start[startAt];
    float y1 = start[startAt + second];
    for (int i = 0; i < inner; i++) {
      float v = x[xAt];
      y0 = Math.fma(v, w[wAt], y0);
      y1 = Math.fma(v, w[wAt + second], y1);
      xAt += xInner;
      wAt += outer;
    }
    y[yAt] = y0;
    y[yAt + second] = y1;
  }

  /** One column of eight rows: eight independent chains hide the latency of fma. */
  private static void eightRows(
      int inner,
      float[] x,
      int x0,
      float[] w,
      int wAt,
      float[] start,
      int startAt,
      int startRow,
      float[] y,
      int yAt) {
    float y0 = start[startAt];
    float y1 = start[startAt + startRow];
    float y2 = start[startAt + 2 * startRow];
    float y3 = start[startAt + 3 * startRow];
    float y4 = start[startAt + 4 * startRow];
    float y5 = start[startAt + 5 * startRow];
    float y6 = start[startAt + 6 * startRow];
    float y7 = start[startAt + 7 * startRow];
    int x1 = x0 + inner;
    int x2 = x1 + inner;
    int x3 = x2 + inner;
    int x4 = x3 + inner;
    int x5 = x4 + inner;
    int x6 = x5 + inner;
    int x7 = x6 + inner;
    for (int i = 0; i < inner; i++) {
      float v = w[wAt + i];
      y0 = Math.fma(x[x0 + i], v, y0);
      y1 = Math.fma(x[x1 + i], v, y1);
      y2 = Math.fma(x[x2 + i], v, y2);
      y3 = Math.fma(x[x3 + i], v, y3);
      y4 = Math.fma(x[x4 + i], v, y4);
      y5 = Math.fma(x[x5 + i], v, y5);
      y6 = Math.fma(x[x6 + i], v, y6);
      y7 = Math.fma(x[x7 + i], v, y7);
    }
    y[yAt] = y0;
    y[yAt + 1] = y1;
    y[yAt + 2] = y2;
    y[yAt + 3] = y3;
    y[yAt + 4] = y4;
    y[yAt + 5] = y5;
    y[yAt + 6] = y6;
    y[yAt + 7] = y7;
  }

  /** Two columns of eight rows: every element of x is loaded once for both. */
  private static void eightRowsByTwo(
      int inner,
      float[] x,
      int x0,
      float[] w,
      int wAt,
      float[] start,
      int startAt,
      int startRow,
      float[] y,
      int yAt) {
    float y0 = start[startAt];
    float y1 = start[startAt + startRow];
    float y2 = start[startAt + 2 * startRow];
    float y3 = start[startAt + 3 * startRow];
    float y4 = start[startAt + 4 * startRow];
    float y5 = start[startAt + 5 * startRow];
    float y6 = start[startAt + 6 * startRow];
    float y7 = start[startAt + 7 * startRow];
    float z0 = start[startAt + 1];
    float z1 = start[startAt + startRow + 1];
    float z2 = start[startAt + 2 * startRow + 1];
    float z3 = start[startAt + 3 * startRow + 1];
    float z4 = start[startAt + 4 * startRow + 1];
    float z5 = start[startAt + 5 * startRow + 1];
    float z6 = start[startAt + 6 * startRow + 1];
    float z7 = start[startAt + 7 * startRow + 1];
    int x1 = x0 + inner;
    int x2 = x1 + inner;
    int x3 = x2 + inner;
    int x4 = x3 + inner;
    int x5 = x4 + inner;
    int x6 = x5 + inner;
    int x7 = x6 + inner;
    for (int i = 0; i < inner; i++) {
      float v = w[wAt + 2 * i];
      float u = w[wAt + 2 * i + 1];
      y0 = Math.fma(x[x0 + i], v, y0);
      z0 = Math.fma(x[x0 + i], u, z0);
      y1 = Math.fma(x[x1 + i], v, y1);
      z1 = Math.fma(x[x1 + i], u, z1);
      y2 = Math.fma(x[x2 + i], v, y2);
      z2 = Math.fma(x[x2 + i], u, z2);
      y3 = Math.fma(x[x3 + i], v, y3);
      z3 = Math.fma(x[x3 + i], u, z3);
      y4 = Math.fma(x[x4 + i], v, y4);
      z4 = Math.fma(x[x4 + i], u, z4);
      y5 = Math.fma(x[x5 + i], v, y5);
      z5 = Math.fma(x[x5 + i], u, z5);
      y6 = Math.fma(x[x6 + i], v, y6);
      z6 = Math.fma(x[x6 + i], u, z6);
      y7 = Math.fma(x[x7 + i], v, y7);
      z7 = Math.fma(x[x7 + i], u, z7);
    }
    y[yAt] = y0;
    y[yAt + 1] = z0;
    y[yAt + 2] = y1;
    y[yAt + 3] = z1;
    y[yAt + 4] = y2;
    y[yAt + 5] = z2;
    y[yAt + 6] = y3;
    y[yAt + 7] = z3;
    y[yAt + 8] = y4;
    y[yAt + 9] = z4;
    y[yAt + 10] = y5;
    y[yAt + 11] = z5;
    y[yAt + 12] = y6;
    y[yAt + 13] = z6;
    y[yAt + 14] = y7;
    y[yAt + 15] = z7;
  }

  /**
   * {@code dw[i, j] = Σᵣ x[r, i] · dy[r, j]}, vectors along i.
   *
   * @param x {@code [rows, inputs]}, xRow from row to row
   * @param dy {@code [rows, outputs]}, fewer than {@link #WIDTH} outputs
   * @param dw {@code [inputs, outputs]}, written
   */
  static void gradient(
      int rows,
      int inputs,
      int outputs,
      float[] x,
      int xAt,
      int xRow,
      float[] dy,
      int dyAt,
      float[] dw,
      int dwAt) {
    for (int j = 0; j < outputs; j++) {
      int i = 0;
      for (; i + 4 * LANES <= inputs; i += 4 * LANES) {
        fourVectors(rows, outputs, x, xAt + i, xRow, dy, dyAt + j, dw, dwAt + i * outputs + j);
      }
      for (; i < inputs; i += LANES) {
        int count = Math.min(LANES, inputs - i);
        oneVector(rows, count, outputs, x, xAt + i, xRow, dy, dyAt + j, dw, dwAt + i * outputs + j);
      }
    }
  }

  private static void fourVectors(
      int rows,
      int outputs,
      float[] x,
      int xAt,
      int xRow,
      float[] dy,
      int dyAt,
      float[] dw,
      int dwAt) {
    FloatVector d0 = FloatVector.zero(SPECIES);
    FloatVector d1 = FloatVector.zero(SPECIES);
    FloatVector d2 = FloatVector.zero(SPECIES);
    FloatVector d3 = FloatVector.zero(SPECIES);
    for (int r = 0; r < rows; r++) {
      FloatVector g = FloatVector.broadcast(SPECIES, dy[dyAt]);
      d0 = g.fma(FloatVector.fromArray(SPECIES, x, xAt), d0);
      d1 = g.fma(FloatVector.fromArray(SPECIES, x, xAt + LANES), d1);
      d2 = g.fma(FloatVector.fromArray(SPECIES, x, xAt + 2 * LANES), d2);
      d3 = g.fma(FloatVector.fromArray(SPECIES, x, xAt + 3 * LANES), d3);
      dyAt += outputs;
      xAt += xRow;
    }
    int vector = LANES * outputs;
    spread(d0, LANES, dw, dwAt, outputs);
    spread(d1, LANES, dw, dwAt + vector, outputs);
    spread(d2, LANES, dw, dwAt + 2 * vector, outputs);
    spread(d3, LANES, dw, dwAt + 3 * vector, outputs);
  }

  private static void oneVector(
      int rows,
      int inputs,
      int outputs,
      float[] x,
      int xAt,
      int xRow,
      float[] dy,
      int dyAt,
      float[] dw,
      int dwAt) {
    VectorMask<Float> mask = SPECIES.indexInRange(0, inputs);
    FloatVector d = FloatVector.zero(SPECIES);
    for (int r = 0; r < rows; r++) {
      FloatVector g = FloatVector.broadcast(SPECIES, dy[dyAt]);
      d = g.fma(FloatVector.fromArray(SPECIES, x, xAt, mask), d);
      dyAt += outputs;
      xAt += xRow;
    }
    spread(d, inputs, dw, dwAt, outputs);
  }

  /**
   * The first lanes of v into y, stride apart: lanes of constant number are one or two instructions
   * each at every vector width, which the Vector API's scatter is not.
   */
  private static void spread(FloatVector v, int count, float[] y, int at, int stride) {
    y[at] = v.lane(0);
    if (count > 1) {
      y[at + stride] = v.lane(1);
    }
    if (count > 2) {
      y[at + 2 * stride] = v.lane(2);
    }
    if (count > 3) {
      y[at + 3 * stride] = v.lane(3);
    }
    if (count > 4) {
      y[at + 4 * stride] = v.lane(4);
    }
    if (count > 5) {
      y[at + 5 * stride] = v.lane(5);
    }
    if (count > 6) {
      y[at + 6 * stride] = v.lane(6);
    }
    if (count > 7) {
      y[at + 7 * stride] = v.lane(7);
    }
    if (count > 8) {
      y[at + 8 * stride] = v.lane(8);
    }
    if (count > 9) {
      y[at + 9 * stride] = v.lane(9);
    }
    if (count > 10) {
      y[at + 10 * stride] = v.lane(10);
    }
    if (count > 11) {
      y[at + 11 * stride] = v.lane(11);
    }
    if (count > 12) {
      y[at + 12 * stride] = v.lane(12);
    }
    if (count > 13) {
      y[at + 13 * stride] = v.lane(13);
    }
    if (count > 14) {
      y[at + 14 * stride] = v.lane(14);
    }
    if (count > 15) {
      y[at + 15 * stride] = v.lane(15);
    }
  }
}

package io.belay.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix products on vectors: {@code y[r, j] = start[r, j] + Σₖ a[r, k] · b[k, j]}, one chain of
 * fma over ascending k for every (r, j).
 *
 * <p>The distances between the rows of a and between its inner elements are parameters, so a may be
 * a matrix or a transposed one, and those of start as well, so it may be one row for all. Bounds
 * are the caller's to check.
 */
final class VectorProduct {

  /*
   * A tile keeps its part of y in registers and walks over k once: per k it loads vectors of b and broadcasts elements of a. With 32
   * registers (AVX-512, arm64) a tile of 4 rows by 4 vectors needs 16 + 4 + 1 of them; with 16, 4 rows by 2 vectors need 8 + 2 + 1. Both
   * have chains enough to hide the latency of fma. Tiles do not call one another and vectors never leave a tile: a vector that is passed on
   * is an object until the compiler has inlined both ends. Few and small methods are compiled early.
   */
  static final VectorSpecies<Float> SPECIES = species();
  static final int LANES = SPECIES.length();

  private static final int ROWS = 4;
  private static final boolean MANY_REGISTERS =
      LANES >= 16 || System.getProperty("os.arch").equals("aarch64");
  private static final int WIDE = (MANY_REGISTERS ? 4 : 2) * LANES;

  private VectorProduct() {}

  private static VectorSpecies<Float> species() {
    VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
    return preferred.length() > PlainKernels.CHAINS ? FloatVector.SPECIES_512 : preferred;
  }

  /**
   * The product, tile by tile.
   *
   * @param a {@code [rows, inner]}: element (r, k) at {@code aAt + r · aRow + k · aInner}
   * @param b {@code [inner, outer]}: element (k, j) at {@code bAt + k · bRow + j}
   * @param start {@code [rows, outer]}: element (r, j) at {@code startAt + r · startRow + j}; may
   *     be y itself
   * @param y {@code [rows, outer]}: element (r, j) at {@code yAt + r · yRow + j}
   */
  static void multiply(
      int rows,
      int inner,
      int outer,
      float[] a,
      int aAt,
      int aRow,
      int aInner,
      float[] b,
      int bAt,
      int bRow,
      float[] start,
      int startAt,
      int startRow,
      float[] y,
      int yAt,
      int yRow) {
    int r = 0;
    for (; r + ROWS <= rows; r += ROWS) {
      int ar = aAt + r * aRow;
      int sr = startAt + r * startRow;
      int yr = yAt + r * yRow;
      int j = 0;
      for (; j + WIDE <= outer; j += WIDE) {
        if (MANY_REGISTERS) {
          tile4x4(
              inner, a, ar, aRow, aInner, b, bAt + j, bRow, start, sr + j, startRow, y, yr + j,
              yRow);
        } else {
          tile4x2(
              inner, a, ar, aRow, aInner, b, bAt + j, bRow, start, sr + j, startRow, y, yr + j,
              yRow);
        }
      }
      for (; j < outer; j += LANES) {
        tile4x1(
            inner, outer - j, a, ar, aRow, aInner, b, bAt + j, bRow, start, sr + j, startRow, y,
            yr + j, yRow);
      }
    }
    for (; r < rows; r++) {
      int ar = aAt + r * aRow;
      int sr = startAt + r * startRow;
      int yr = yAt + r * yRow;
      int j = 0;
      for (; j + 4 * LANES <= outer; j += 4 * LANES) {
        tile1x4(inner, a, ar, aInner, b, bAt + j, bRow, start, sr + j, y, yr + j);
      }
      for (; j < outer; j += LANES) {
        tile1x1(inner, outer - j, a, ar, aInner, b, bAt + j, bRow, start, sr + j, y, yr + j);
      }
    }
  }

  /** 4 rows by 4 vectors. */
  private static void tile4x4(
      int inner,
      float[] a,
      int aAt,
      int aRow,
      int aInner,
      float[] b,
      int bAt,
      int bRow,
      float[] start,
      int startAt,
      int startRow,
      float[] y,
      int yAt,
      int yRow) {
    int s0 = startAt;
    FloatVector y00 = FloatVector.fromArray(SPECIES, start, s0);
    FloatVector y01 = FloatVector.fromArray(SPECIES, start, s0 + LANES);
    FloatVector y02 = FloatVector.fromArray(SPECIES, start, s0 + 2 * LANES);
    FloatVector y03 = FloatVector.fromArray(SPECIES, start, s0 + 3 * LANES);
    int s1 = startAt + startRow;
    FloatVector y10 = FloatVector.fromArray(SPECIES, start, s1);
    FloatVector y11 = FloatVector.fromArray(SPECIES, start, s1 + LANES);
    FloatVector y12 = FloatVector.fromArray(SPECIES, start, s1 + 2 * LANES);
    FloatVector y13 = FloatVector.fromArray(SPECIES, start, s1 + 3 * LANES);
    int s2 = startAt + 2 * startRow;
    FloatVector y20 = FloatVector.fromArray(SPECIES, start, s2);
    FloatVector y21 = FloatVector.fromArray(SPECIES, start, s2 + LANES);
    FloatVector y22 = FloatVector.fromArray(SPECIES, start, s2 + 2 * LANES);
    FloatVector y23 = FloatVector.fromArray(SPECIES, start, s2 + 3 * LANES);
    int s3 = startAt + 3 * startRow;
    FloatVector y30 = FloatVector.fromArray(SPECIES, start, s3);
    FloatVector y31 = FloatVector.fromArray(SPECIES, start, s3 + LANES);
    FloatVector y32 = FloatVector.fromArray(SPECIES, start, s3 + 2 * LANES);
    FloatVector y33 = FloatVector.fromArray(SPECIES, start, s3 + 3 * LANES);
    int a0 = aAt;
    int a1 = aAt + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    for (int k = 0; k < inner; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, bAt + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, bAt + 3 * LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0]);
      y00 = x0.fma(b0, y00);
      y01 = x0.fma(b1, y01);
      y02 = x0.fma(b2, y02);
      y03 = x0.fma(b3, y03);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1]);
      y10 = x1.fma(b0, y10);
      y11 = x1.fma(b1, y11);
      y12 = x1.fma(b2, y12);
      y13 = x1.fma(b3, y13);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2]);
      y20 = x2.fma(b0, y20);
      y21 = x2.fma(b1, y21);
      y22 = x2.fma(b2, y22);
      y23 = x2.fma(b3, y23);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3]);
      y30 = x3.fma(b0, y30);
      y31 = x3.fma(b1, y31);
      y32 = x3.fma(b2, y32);
      y33 = x3.fma(b3, y33);
      a0 += aInner;
      a1 += aInner;
      a2 += aInner;
      a3 += aInner;
      bAt += bRow;
    }
    int t0 = yAt;
    y00.intoArray(y, t0);
    y01.intoArray(y, t0 + LANES);
    y02.intoArray(y, t0 + 2 * LANES);
    y03.intoArray(y, t0 + 3 * LANES);
    int t1 = yAt + yRow;
    y10.intoArray(y, t1);
    y11.intoArray(y, t1 + LANES);
    y12.intoArray(y, t1 + 2 * LANES);
    y13.intoArray(y, t1 + 3 * LANES);
    int t2 = yAt + 2 * yRow;
    y20.intoArray(y, t2);
    y21.intoArray(y, t2 + LANES);
    y22.intoArray(y, t2 + 2 * LANES);
    y23.intoArray(y, t2 + 3 * LANES);
    int t3 = yAt + 3 * yRow;
    y30.intoArray(y, t3);
    y31.intoArray(y, t3 + LANES);
    y32.intoArray(y, t3 + 2 * LANES);
    y33.intoArray(y, t3 + 3 * LANES);
  }

  /** 4 rows by 2 vectors. */
  private static void tile4x2(
      int inner,
      float[] a,
      int aAt,
      int aRow,
      int aInner,
      float[] b,
      int bAt,
      int bRow,
      float[] start,
      int startAt,
      int startRow,
      float[] y,
      int yAt,
      int yRow) {
    int s0 = startAt;
    FloatVector y00 = FloatVector.fromArray(SPECIES, start, s0);
    FloatVector y01 = FloatVector.fromArray(SPECIES, start, s0 + LANES);
    int s1 = startAt + startRow;
    FloatVector y10 = FloatVector.fromArray(SPECIES, start, s1);
    FloatVector y11 = FloatVector.fromArray(SPECIES, start, s1 + LANES);
    int s2 = startAt + 2 * startRow;
    FloatVector y20 = FloatVector.fromArray(SPECIES, start, s2);
    FloatVector y21 = FloatVector.fromArray(SPECIES, start, s2 + LANES);
    int s3 = startAt + 3 * startRow;
    FloatVector y30 = FloatVector.fromArray(SPECIES, start, s3);
    FloatVector y31 = FloatVector.fromArray(SPECIES, start, s3 + LANES);
    int a0 = aAt;
    int a1 = aAt + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    for (int k = 0; k < inner; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0]);
      y00 = x0.fma(b0, y00);
      y01 = x0.fma(b1, y01);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1]);
      y10 = x1.fma(b0, y10);
      y11 = x1.fma(b1, y11);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2]);
      y20 = x2.fma(b0, y20);
      y21 = x2.fma(b1, y21);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3]);
      y30 = x3.fma(b0, y30);
      y31 = x3.fma(b1, y31);
      a0 += aInner;
      a1 += aInner;
      a2 += aInner;
      a3 += aInner;
      bAt += bRow;
    }
    int t0 = yAt;
    y00.intoArray(y, t0);
    y01.intoArray(y, t0 + LANES);
    int t1 = yAt + yRow;
    y10.intoArray(y, t1);
    y11.intoArray(y, t1 + LANES);
    int t2 = yAt + 2 * yRow;
    y20.intoArray(y, t2);
    y21.intoArray(y, t2 + LANES);
    int t3 = yAt + 3 * yRow;
    y30.intoArray(y, t3);
    y31.intoArray(y, t3 + LANES);
  }

  /** 4 rows by the first columns of a vector. */
  private static void tile4x1(
      int inner,
      int columns,
      float[] a,
      int aAt,
      int aRow,
      int aInner,
      float[] b,
      int bAt,
      int bRow,
      float[] start,
      int startAt,
      int startRow,
      float[] y,
      int yAt,
      int yRow) {
    VectorMask<Float> mask = SPECIES.indexInRange(0, columns);
    FloatVector y0 = FloatVector.fromArray(SPECIES, start, startAt, mask);
    FloatVector y1 = FloatVector.fromArray(SPECIES, start, startAt + startRow, mask);
    FloatVector y2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startRow, mask);
    FloatVector y3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startRow, mask);
    int a0 = aAt;
    int a1 = aAt + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    for (int k = 0; k < inner; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt, mask);
      y0 = FloatVector.broadcast(SPECIES, a[a0]).fma(b0, y0);
      y1 = FloatVector.broadcast(SPECIES, a[a1]).fma(b0, y1);
      y2 = FloatVector.broadcast(SPECIES, a[a2]).fma(b0, y2);
      y3 = FloatVector.broadcast(SPECIES, a[a3]).fma(b0, y3);
      a0 += aInner;
      a1 += aInner;
      a2 += aInner;
      a3 += aInner;
      bAt += bRow;
    }
    y0.intoArray(y, yAt, mask);
    y1.intoArray(y, yAt + yRow, mask);
    y2.intoArray(y, yAt + 2 * yRow, mask);
    y3.intoArray(y, yAt + 3 * yRow, mask);
  }

  /** 1 row by 4 vectors. */
  private static void tile1x4(
      int inner,
      float[] a,
      int aAt,
      int aInner,
      float[] b,
      int bAt,
      int bRow,
      float[] start,
      int startAt,
      float[] y,
      int yAt) {
    FloatVector y0 = FloatVector.fromArray(SPECIES, start, startAt);
    FloatVector y1 = FloatVector.fromArray(SPECIES, start, startAt + LANES);
    FloatVector y2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * LANES);
    FloatVector y3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * LANES);
    for (int k = 0; k < inner; k++) {
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[aAt]);
      y0 = a0.fma(FloatVector.fromArray(SPECIES, b, bAt), y0);
      y1 = a0.fma(FloatVector.fromArray(SPECIES, b, bAt + LANES), y1);
      y2 = a0.fma(FloatVector.fromArray(SPECIES, b, bAt + 2 * LANES), y2);
      y3 = a0.fma(FloatVector.fromArray(SPECIES, b, bAt + 3 * LANES), y3);
      aAt += aInner;
      bAt += bRow;
    }
    y0.intoArray(y, yAt);
    y1.intoArray(y, yAt + LANES);
    y2.intoArray(y, yAt + 2 * LANES);
    y3.intoArray(y, yAt + 3 * LANES);
  }

  /** 1 row by the first columns of a vector. */
  private static void tile1x1(
      int inner,
      int columns,
      float[] a,
      int aAt,
      int aInner,
      float[] b,
      int bAt,
      int bRow,
      float[] start,
      int startAt,
      float[] y,
      int yAt) {
    VectorMask<Float> mask = SPECIES.indexInRange(0, columns);
    FloatVector y0 = FloatVector.fromArray(SPECIES, start, startAt, mask);
    for (int k = 0; k < inner; k++) {
      y0 =
          FloatVector.broadcast(SPECIES, a[aAt])
              .fma(FloatVector.fromArray(SPECIES, b, bAt, mask), y0);
      aAt += aInner;
      bAt += bRow;
    }
    y0.intoArray(y, yAt, mask);
  }
}

package io.belay.kernel;

import static io.belay.kernel.VectorProduct.LANES;
import static io.belay.kernel.VectorProduct.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sums on vectors in the order of {@link Kernels#sumOfSquares}: 16 chains in one, two or four
 * vectors.
 */
final class VectorSum {

  private static final int CHAINS = PlainKernels.CHAINS;

  private VectorSum() {}

  /** Σᵢ a[i] · b[i]; bounds are the caller's to check. */
  static float dot(float[] a, int aAt, float[] b, int bAt, int length) {
    float sum = chains(a, aAt, b, bAt, length, 0, 0f);
    for (int first = LANES; first < CHAINS; first += LANES) {
      sum = chains(a, aAt, b, bAt, length, first, sum);
    }
    return sum;
  }

  /** The sum so far and the chains first … first + LANES − 1, added one after the other. */
  private static float chains(
      float[] a, int aAt, float[] b, int bAt, int length, int first, float sum) {
    FloatVector c = FloatVector.zero(SPECIES);
    int i = first;
    for (; i <= length - LANES; i += CHAINS) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, aAt + i);
      c = x.fma(FloatVector.fromArray(SPECIES, b, bAt + i), c);
    }
    if (i < length) {
      VectorMask<Float> mask = SPECIES.indexInRange(i, length);
      FloatVector x = FloatVector.fromArray(SPECIES, a, aAt + i, mask);
      c = c.blend(x.fma(FloatVector.fromArray(SPECIES, b, bAt + i, mask), c), mask);
    }
    // The first chain starts the sum: 0 + (−0) would lose a sign.
    float s = first == 0 ? c.lane(0) : sum + c.lane(0);
    s = s + c.lane(1) + c.lane(2) + c.lane(3);
    if (LANES > 4) {
      s = s + c.lane(4) + c.lane(5) + c.lane(6) + c.lane(7);
    }
    if (LANES > 8) {
      s = s + c.lane(8) + c.lane(9) + c.lane(10) + c.lane(11);
      s = s + c.lane(12) + c.lane(13) + c.lane(14) + c.lane(15);
    }
    return s;
  }
}

package io.belay.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Arrays whose payload lies between guard values, so that a write beside it shows. */
final class GuardedArrays {

  static final int OFFSET = 3;
  private static final float GUARD = 12345.678f;
  static final int GUARDS_AFTER = 37;

  private final RandomGenerator random;

  GuardedArrays(long seed) {
    random = new SplittableRandom(seed);
  }

  /** An array with {@code length} values in [−2, 2) from {@link #OFFSET} on, some of them ±0. */
  float[] ofLength(int length) {
    float[] array = new float[OFFSET + length + GUARDS_AFTER];
    Arrays.fill(array, GUARD);
    for (int i = OFFSET; i < OFFSET + length; i++) {
      int kind = random.nextInt(50);
      array[i] = kind == 0 ? 0f : kind == 1 ? -0f : random.nextFloat() * 4f - 2f;
    }
    return array;
  }

  /** The same, with numbers over all magnitudes, infinities and not-a-numbers among them. */
  float[] withSpecials(int length) {
    float[] array = ofLength(length);
    for (int i = OFFSET; i < OFFSET + length; i++) {
      switch (random.nextInt(8)) {
        case 0 -> array[i] = Float.intBitsToFloat(random.nextInt());
        case 1 -> array[i] *= 100f;
        case 2 -> array[i] = SPECIALS[random.nextInt(SPECIALS.length)];
        default -> {}
      }
    }
    return array;
  }

  static final float[] SPECIALS = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1f,
    -1f,
    88.72283f,
    88.72284f,
    -103.97208f,
    -103.98f,
    20f
  };
}

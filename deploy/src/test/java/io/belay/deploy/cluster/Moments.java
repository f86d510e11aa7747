package io.belay.deploy.cluster;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random moments of a run at which something is killed: iterations after whose completion it
 * happens, one in each of as many equal stretches.
 *
 * <p>The seed is another one each time, and printed; {@code -Dbelay.moments.seed=N} gives one.
 */
final class Moments {
  private static final long SEED = Long.getLong("belay.moments.seed", System.nanoTime());

  private Moments() {}

  /**
   * Ascending iterations in [first, last).
   *
   * @param count how many, at least 1
   */
  static int[] of(int count, int first, int last) {
    SplittableRandom random = new SplittableRandom(SEED);
    int stretch = (last - first) / count;
    int[] moments = new int[count];
    for (int i = 0; i < count; i++) {
      moments[i] = first + i * stretch + random.nextInt(stretch);
    }
    System.out.printf("moments %s of seed %d%n", Arrays.toString(moments), SEED);
    return moments;
  }
}

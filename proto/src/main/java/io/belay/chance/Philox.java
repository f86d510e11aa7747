package io.belay.chance;

/**
 * Philox4x32-10: a bijection of 128-bit counters under a 64-bit key whose outputs pass for
 * independent random words.
 *
 * <p>Salmon, Moraes, Dror, Shaw, <a href="https://doi.org/10.1145/2063384.2063405">Parallel random
 * numbers: as easy as 1, 2, 3</a>, SC 2011, section 3.3. Words are numbered as in the paper's
 * reference code (Random123).
 */
final class Philox {
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;
  private static final long LOW_WORD = 0xFFFFFFFFL;

  private Philox() {}

  /**
   * Encrypts one counter.
   *
   * @param out receives the four words, {@code [4]}
   */
  static void block(int c0, int c1, int c2, int c3, int k0, int k1, int[] out) {
    int x0 = c0;
    int x1 = c1;
    int x2 = c2;
    int x3 = c3;
    int key0 = k0;
    int key1 = k1;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (x0 & LOW_WORD);
      long product1 = MULTIPLIER_1 * (x2 & LOW_WORD);
      x0 = (int) (product1 >>> 32) ^ x1 ^ key0;
      x1 = (int) product1;
      x2 = (int) (product0 >>> 32) ^ x3 ^ key1;
      x3 = (int) product0;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    out[0] = x0;
    out[1] = x1;
    out[2] = x2;
    out[3] = x3;
  }
}

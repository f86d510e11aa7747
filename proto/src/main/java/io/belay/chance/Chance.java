package io.belay.chance;

import io.belay.error.BelayException;
import java.util.random.RandomGenerator;

/**
 * A stream of random numbers that starts at a place in a run: (run seed, purpose, lane, iteration,
 * step).
 *
 * <p>Two generators of one seed that are set to the same place give the same numbers, whatever was
 * drawn from them before. One instance serves one thread and is moved from place to place without
 * allocation. At each place at most 2³² words may be drawn.
 */
public final class Chance implements RandomGenerator {
  /* The counter of Philox: word 0 counts the blocks drawn at a place, then step, lane, and iteration with the purpose in the four
   * highest bits. The key is the run seed. Floating-point results use exactly rounded operations and StrictMath alone, since the
   * JDK's own Gaussian sampler calls Math, which may differ between processors. */

  private static final int PURPOSE_SHIFT = 28;
  private static final int WORDS = 4;
  private static final double TWO_TO_MINUS_32 = 0x1p-32;

  private final int key0;
  private final int key1;
  private final int[] words = new int[WORDS];
  private int nextWord = WORDS;
  private int block;
  private int step;
  private int lane;
  private int purposeAndIteration;

  /** A generator of the run with this seed, at (INITIALISATION, 0, 0, 0). */
  public Chance(long runSeed) {
    key0 = (int) runSeed;
    key1 = (int) (runSeed >>> 32);
  }

  /**
   * Moves to a place.
   *
   * @param lane lane, not negative (for some purposes another index, see {@link Purpose})
   * @param iteration in [0, 2²⁸)
   * @param step step within the fragment, not negative
   * @return this
   */
  public Chance at(Purpose purpose, int lane, int iteration, int step) {
    if ((lane | iteration | step) < 0 || iteration >>> PURPOSE_SHIFT != 0) {
      throw BelayException.invalid(
          "a place of chance has lane and step of at least 0 and iteration in [0, 2^28): lane=%d, iteration=%d, step=%d"
              .formatted(lane, iteration, step));
    }
    this.lane = lane;
    this.step = step;
    purposeAndIteration = purpose.ordinal() << PURPOSE_SHIFT | iteration;
    block = 0;
    nextWord = WORDS;
    return this;
  }

  @Override
  public int nextInt() {
    if (nextWord == WORDS) {
      Philox.block(block++, step, lane, purposeAndIteration, key0, key1, words);
      nextWord = 0;
    }
    return words[nextWord++];
  }

  @Override
  public long nextLong() {
    long high = nextInt();
    return high << 32 | (nextInt() & 0xFFFFFFFFL);
  }

  /** A multiple of 2⁻²⁴, uniform in [0, 1). */
  @Override
  public float nextFloat() {
    return (nextInt() >>> 8) * 0x1p-24f;
  }

  /** A standard normal by Box and Muller's transform of two words. */
  @Override
  public double nextGaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(openUniform()));
    return radius * StrictMath.cos(2 * Math.PI * openUniform());
  }

  /** Uniform over the midpoints of 2³² equal parts of (0, 1). */
  private double openUniform() {
    return ((nextInt() & 0xFFFFFFFFL) + 0.5) * TWO_TO_MINUS_32;
  }
}

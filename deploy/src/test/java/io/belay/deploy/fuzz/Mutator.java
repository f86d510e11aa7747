package io.belay.deploy.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes bad messages of good ones, the same ones for the same seed: one to five changes of a bit, a
 * byte, a length, a cut, a doubled or removed stretch, a stretch of another message; now and then
 * noise of any length.
 */
final class Mutator {
  private static final int LONGEST_NOISE = 300;

  private final SplittableRandom random;

  Mutator(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A mutant of one of these messages. */
  byte[] next(List<byte[]> good) {
    if (random.nextInt(20) == 0) {
      byte[] noise = new byte[random.nextInt(LONGEST_NOISE)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] mutant = pick(good).clone();
    for (int change = random.nextInt(1, 6); change > 0 && mutant.length > 0; change--) {
      mutant = changed(mutant, good);
    }
    return mutant;
  }

  private byte[] changed(byte[] mutant, List<byte[]> good) {
    int at = random.nextInt(mutant.length);
    int to = Math.min(mutant.length, at + 1 + random.nextInt(16));
    switch (random.nextInt(7)) {
      case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> mutant[at] = (byte) random.nextInt();
      // A varint that says more than there is.
      case 2 -> mutant[at] |= (byte) 0x80;
      case 3 -> {
        return Arrays.copyOf(mutant, at);
      }
      case 4 -> {
        return spliced(mutant, to, mutant, at);
      }
      case 5 -> {
        return spliced(mutant, at, mutant, to);
      }
      default -> {
        byte[] other = pick(good);
        return spliced(mutant, at, other, other.length == 0 ? 0 : random.nextInt(other.length));
      }
    }
    return mutant;
  }

  private byte[] pick(List<byte[]> good) {
    return good.get(random.nextInt(good.size()));
  }

  /** The first {@code head} bytes of one array and what follows {@code tail} in another. */
  private static byte[] spliced(byte[] first, int head, byte[] second, int tail) {
    byte[] joined = Arrays.copyOf(first, head + second.length - tail);
    System.arraycopy(second, tail, joined, head, second.length - tail);
    return joined;
  }
}

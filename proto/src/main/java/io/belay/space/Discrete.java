package io.belay.space;

import io.belay.error.BelayException;

/**
 * The finite set {0, …, n − 1}; an element travels as one float that holds the index exactly.
 *
 * @param n number of elements, in [1, 2²⁴] so that every index is a float
 */
public record Discrete(int n) implements Space {
  private static final int LARGEST_EXACT_FLOAT = 1 << 24;

  public Discrete {
    if (n < 1 || n > LARGEST_EXACT_FLOAT) {
      throw BelayException.invalid("a discrete space has between 1 and 16777216 elements: n=" + n);
    }
  }

  @Override
  public int size() {
    return 1;
  }
}

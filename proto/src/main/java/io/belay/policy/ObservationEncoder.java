package io.belay.policy;

import io.belay.error.BelayException;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.Space;
import java.util.Arrays;

/**
 * Turns observations into the numbers that networks read: a box's elements, standardised where the
 * policy normalises, or the unit vector of a discrete observation.
 */
public final class ObservationEncoder {
  private final Space space;

  public ObservationEncoder(Space observationSpace) {
    space = observationSpace;
  }

  /** Floats of one encoded observation. */
  public int size() {
    return switch (space) {
      case Box box -> box.size();
      case Discrete discrete -> discrete.n();
    };
  }

  /** Whether observations are read as they are, so that the caller may skip {@link #encode}. */
  boolean passesThrough(Standardiser standardiser) {
    return space instanceof Box && !standardiser.active();
  }

  /**
   * Encodes rows.
   *
   * @param standardiser of the policy's version
   * @param observations {@code [rows, observationSize]} from {@code at}
   * @param out receives {@code [rows, size]} from {@code outAt}
   * @throws BelayException INVALID_REQUEST where a discrete observation is no element of its space
   */
  public void encode(
      Standardiser standardiser, float[] observations, int at, int rows, float[] out, int outAt) {
    switch (space) {
      case Box box when standardiser.active() ->
          standardiser.apply(observations, at, rows, out, outAt);
      case Box box -> System.arraycopy(observations, at, out, outAt, rows * box.size());
      case Discrete discrete -> encodeUnitVectors(discrete.n(), observations, at, rows, out, outAt);
    }
  }

  private static void encodeUnitVectors(
      int n, float[] observations, int at, int rows, float[] out, int outAt) {
    Arrays.fill(out, outAt, outAt + rows * n, 0f);
    for (int r = 0; r < rows; r++) {
      float observation = observations[at + r];
      int element = (int) observation;
      if (element != observation || element < 0 || element >= n) {
        throw BelayException.invalid(
            "a discrete observation is an element of its space: observation=%s, n=%d"
                .formatted(observation, n));
      }
      out[outAt + r * n + element] = 1f;
    }
  }
}

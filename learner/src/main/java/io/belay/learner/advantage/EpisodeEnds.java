package io.belay.learner.advantage;

import io.belay.error.BelayException;

/**
 * Where episodes end within a batch of T steps of B lanes.
 *
 * @param steps T
 * @param lanes B
 * @param terminated 1 where the step ended the episode inside the MDP, {@code [T, B]}; wins over
 *     truncated
 * @param truncated 1 where it was ended from outside, {@code [T, B]}
 */
public record EpisodeEnds(int steps, int lanes, byte[] terminated, byte[] truncated) {

  public EpisodeEnds {
    if (terminated.length < steps * lanes || truncated.length < steps * lanes) {
      throw BelayException.invalid(
          "end flags cover the batch: steps=%d, lanes=%d, terminated=%d, truncated=%d"
              .formatted(steps, lanes, terminated.length, truncated.length));
    }
  }

  /** Whether the MDP ended at cell {@code t·B + b}, so that the value of what follows is 0. */
  public boolean terminated(int cell) {
    return terminated[cell] != 0;
  }

  /**
   * Whether the episode ended at the cell at all, so that the next cell of the lane belongs to
   * another.
   */
  public boolean ended(int cell) {
    return (terminated[cell] | truncated[cell]) != 0;
  }

  void requireCovers(float[]... arrays) {
    for (float[] array : arrays) {
      if (array.length < steps * lanes) {
        throw BelayException.invalid(
            "arrays of a batch cover its cells: length=%d, cells=%d"
                .formatted(array.length, steps * lanes));
      }
    }
  }
}

package io.belay.worker.environment.kit;

import java.util.Arrays;

/**
 * What a step showed, or, with reward 0 and no flag, a start.
 *
 * @param observation a copy, compared by its bits
 */
record Moment(float[] observation, double reward, boolean terminated, boolean truncated) {

  static Moment start(float[] observation) {
    return new Moment(observation.clone(), 0, false, false);
  }

  boolean ended() {
    return terminated || truncated;
  }

  /** Equality to the bit. */
  boolean same(Moment other) {
    return Arrays.equals(observation, other.observation)
        && Double.doubleToRawLongBits(reward) == Double.doubleToRawLongBits(other.reward)
        && terminated == other.terminated
        && truncated == other.truncated;
  }

  @Override
  public String toString() {
    return "(observation=%s, reward=%s, terminated=%s, truncated=%s)"
        .formatted(Arrays.toString(observation), reward, terminated, truncated);
  }
}

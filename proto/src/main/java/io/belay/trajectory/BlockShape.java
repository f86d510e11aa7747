package io.belay.trajectory;

import io.belay.error.BelayException;

/**
 * Sizes of one block's data.
 *
 * @param steps T, steps of every lane, at least 1
 * @param lanes B, lanes of the block, at least 1
 * @param observationSize floats in an observation
 * @param actionSize floats in an action
 */
public record BlockShape(int steps, int lanes, int observationSize, int actionSize) {

  public BlockShape {
    requirePositive("steps", steps);
    requirePositive("lanes", lanes);
    requirePositive("observationSize", observationSize);
    requirePositive("actionSize", actionSize);
    long cells = (long) steps * lanes;
    long largest = Math.min(cells, Integer.MAX_VALUE) * Math.max(observationSize, actionSize);
    if (largest > Integer.MAX_VALUE - 8) {
      throw BelayException.invalid(
          "a block fits into one array; use a smaller block-size or fragment-length: floats="
              + largest);
    }
  }

  /** Steps of all lanes together, T·B. */
  public int cells() {
    return steps * lanes;
  }

  void requireSizes(
      float[] observations,
      float[] actions,
      float[] behaviourLogProbabilities,
      float[] rewards,
      byte[] terminated,
      byte[] truncated,
      float[] finalObservations,
      float[] nextObservations) {
    requireLength("observations", cells() * observationSize, observations.length);
    requireLength("actions", cells() * actionSize, actions.length);
    requireLength("behaviourLogProbabilities", cells(), behaviourLogProbabilities.length);
    requireLength("rewards", cells(), rewards.length);
    requireLength("terminated", cells(), terminated.length);
    requireLength("truncated", cells(), truncated.length);
    requireLength("nextObservations", lanes * observationSize, nextObservations.length);
    if (finalObservations.length % observationSize != 0) {
      throw BelayException.invalid(
          "final observations are whole observations: length=%d, observationSize=%d"
              .formatted(finalObservations.length, observationSize));
    }
  }

  void requireLaneCount(String name, int actual) {
    requireLength(name, lanes, actual);
  }

  void requireFinalObservations(byte[] terminated, byte[] truncated, float[] finalObservations) {
    int truncations = 0;
    for (int i = 0; i < terminated.length; i++) {
      requireFlag("terminated", terminated[i], i);
      requireFlag("truncated", truncated[i], i);
      truncations += truncated[i] & (terminated[i] ^ 1);
    }
    requireLength("finalObservations", truncations * observationSize, finalObservations.length);
  }

  private static void requireFlag(String name, byte flag, int index) {
    if (flag != 0 && flag != 1) {
      throw BelayException.invalid("a flag is 0 or 1: %s[%d]=%d".formatted(name, index, flag));
    }
  }

  private static void requireLength(String name, int expected, int actual) {
    if (expected != actual) {
      throw BelayException.invalid(
          "array length does not match the block's shape: %s=%d, expected=%d"
              .formatted(name, actual, expected));
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw BelayException.invalid("a block's sizes are positive: %s=%d".formatted(name, value));
    }
  }
}

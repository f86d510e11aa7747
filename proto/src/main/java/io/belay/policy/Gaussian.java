package io.belay.policy;

import io.belay.chance.Chance;

/**
 * Independent normals over the dimensions of an action, one mean and one standard deviation each.
 *
 * <p>Actions are not clipped here: an environment clips what it is given, and log π is of the
 * unclipped action.
 */
public sealed interface Gaussian extends ActionDistribution
    permits DiagonalGaussian, StateDependentGaussian {

  /** Number of action dimensions. */
  int dimensions();

  @Override
  default int actionSize() {
    return dimensions();
  }

  /** One standard normal for each dimension. */
  @Override
  default int noiseSize() {
    return dimensions();
  }

  @Override
  default void noise(Chance chance, float[] noise, int at) {
    for (int i = 0; i < dimensions(); i++) {
      noise[at + i] = (float) chance.nextGaussian();
    }
  }

  @Override
  GaussianRows workspace(int maxRows);
}

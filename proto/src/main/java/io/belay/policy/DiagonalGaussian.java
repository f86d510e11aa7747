package io.belay.policy;

import io.belay.chance.Chance;

/**
 * Independent normals with means from the network and log standard deviations that are parameters
 * of their own, the same in every state.
 *
 * <p>Actions are not clipped here: an environment clips what it is given, and log π is of the
 * unclipped action.
 *
 * @param dimensions number of action dimensions
 * @param logStandardDeviationAt offset of log σ, {@code [dimensions]}, in the policy's parameters
 */
public record DiagonalGaussian(int dimensions, int logStandardDeviationAt)
    implements ActionDistribution {

  @Override
  public int headSize() {
    return dimensions;
  }

  @Override
  public int actionSize() {
    return dimensions;
  }

  /** One standard normal for each dimension. */
  @Override
  public int noiseSize() {
    return dimensions;
  }

  @Override
  public void noise(Chance chance, float[] noise, int at) {
    for (int i = 0; i < dimensions; i++) {
      noise[at + i] = (float) chance.nextGaussian();
    }
  }

  @Override
  public GaussianRows workspace(int maxRows) {
    return new GaussianRows(dimensions, logStandardDeviationAt, maxRows);
  }
}

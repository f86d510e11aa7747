package io.belay.policy;

/**
 * Independent normals with means from the network and log standard deviations that are parameters
 * of their own, the same in every state.
 *
 * @param dimensions number of action dimensions
 * @param logStandardDeviationAt offset of log σ, {@code [dimensions]}, in the policy's parameters
 */
public record DiagonalGaussian(int dimensions, int logStandardDeviationAt) implements Gaussian {

  /** The means. */
  @Override
  public int headSize() {
    return dimensions;
  }

  /**
   * Mean over the dimensions of their standard deviations.
   *
   * @param parameters the policy's, read only
   */
  public double standardDeviationMean(float[] parameters) {
    double sum = 0;
    for (int i = 0; i < dimensions; i++) {
      sum += StrictMath.exp(parameters[logStandardDeviationAt + i]);
    }
    return sum / dimensions;
  }

  @Override
  public GaussianRows workspace(int maxRows) {
    return GaussianRows.shared(this, maxRows);
  }
}

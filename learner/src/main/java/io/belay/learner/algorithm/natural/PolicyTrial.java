package io.belay.learner.algorithm.natural;

import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.learner.gradient.PolicyLinearisation;

/** A place to which a policy might move: parameters that are measured before anyone takes them. */
final class PolicyTrial {
  private final Kernels kernels = KernelProvider.kernels();
  private final float[] parameters;
  private final float[] logRatios;
  private final float[] divergences;

  PolicyTrial(int parameterCount, int rows) {
    parameters = new float[parameterCount];
    logRatios = new float[rows];
    divergences = new float[rows];
  }

  /**
   * Goes to θ + η w and looks around.
   *
   * @param policy linearised at θ over all rows of the batch
   * @param from θ
   * @param stepSize η
   * @param direction w
   * @param advantages Â, {@code [rows]}
   */
  PolicyMove measure(
      PolicyLinearisation policy,
      float[] from,
      double stepSize,
      float[] direction,
      float[] advantages) {
    boolean finite = true;
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (from[i] + stepSize * direction[i]);
      finite &= Float.isFinite(parameters[i]);
    }
    policy.compare(parameters, logRatios, divergences);
    int rows = policy.rows();
    for (int r = 0; r < rows; r++) {
      logRatios[r] -= policy.logProbabilities()[r];
    }
    float[] ratios = logRatios;
    kernels.exp(logRatios, 0, rows, ratios, 0);
    double improvement = 0;
    double divergence = 0;
    for (int r = 0; r < rows; r++) {
      improvement += (ratios[r] - 1.0) * advantages[r];
      divergence += divergences[r];
    }
    improvement /= rows;
    divergence /= rows;
    finite &= Double.isFinite(improvement) && Double.isFinite(divergence);
    return new PolicyMove(stepSize, improvement, divergence, finite);
  }

  /** Makes the place that was measured last the policy's own. */
  void take(float[] actor) {
    System.arraycopy(parameters, 0, actor, 0, parameters.length);
  }
}

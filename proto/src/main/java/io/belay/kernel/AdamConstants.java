package io.belay.kernel;

/**
 * What one step of Adam needs beside the arrays, rounded once to float.
 *
 * @param beta1 β₁, decay of the mean of the gradient
 * @param oneMinusBeta1 1 − β₁, rounded from double
 * @param beta2 β₂, decay of the mean of the squared gradient
 * @param oneMinusBeta2 1 − β₂, rounded from double
 * @param stepSize learning rate / (1 − β₁ᵗ)
 * @param inverseSqrtBias2 1 / √(1 − β₂ᵗ)
 * @param epsilon ε, added to the root
 */
public record AdamConstants(
    float beta1,
    float oneMinusBeta1,
    float beta2,
    float oneMinusBeta2,
    float stepSize,
    float inverseSqrtBias2,
    float epsilon) {

  /**
   * The constants of step t, computed in double with {@link StrictMath}.
   *
   * @param learningRate the step size before bias correction
   * @param beta1 in [0, 1)
   * @param beta2 in [0, 1)
   * @param epsilon positive
   * @param step t, counted from 1
   */
  public static AdamConstants of(
      double learningRate, double beta1, double beta2, double epsilon, long step) {
    if (step < 1) {
      throw new IllegalArgumentException("Adam counts its steps from 1: step=" + step);
    }
    return new AdamConstants(
        (float) beta1,
        (float) (1 - beta1),
        (float) beta2,
        (float) (1 - beta2),
        (float) (learningRate / (1 - StrictMath.pow(beta1, step))),
        (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, step))),
        (float) epsilon);
  }
}

package io.belay.learner.algorithm.natural;

/**
 * What is known of the policy at θ′ = θ + η w, over the batch that was sampled at θ.
 *
 * @param stepSize η
 * @param surrogateImprovement mean ((π′(a|s) ÷ π(a|s) − 1) Â): by how much the surrogate objective
 *     mean (π′ ÷ π) Â rose
 * @param klMean mean over states of KL(π(·|s) ‖ π′(·|s)) in nats, exact over actions
 * @param finite whether θ′ and both figures are finite numbers
 */
public record PolicyMove(
    double stepSize, double surrogateImprovement, double klMean, boolean finite) {

  /** Staying at θ. */
  static final PolicyMove NONE = new PolicyMove(0, 0, 0, true);
}

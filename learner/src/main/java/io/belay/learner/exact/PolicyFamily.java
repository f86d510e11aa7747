package io.belay.learner.exact;

/** Policies π_θ that are differentiable in θ ∈ ℝᵈ, over finitely many states and actions. */
public interface PolicyFamily {

  /** d. */
  int parameters();

  /**
   * π_θ.
   *
   * @param theta {@code [parameters]}, finite
   */
  TabularPolicy policy(double[] theta);

  /** ∇log π_θ of every pair. */
  Scores scores(double[] theta);
}

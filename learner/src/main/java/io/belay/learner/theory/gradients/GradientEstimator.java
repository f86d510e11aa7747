package io.belay.learner.theory.gradients;

import io.belay.learner.exact.Evaluation;
import java.util.Arrays;

/**
 * An estimate of ∇V(μ) from one trajectory, as weights of the scores along it: Σ_t w_t ∇log
 * π(a_t|s_t).
 *
 * @param name for the reader
 */
record GradientEstimator(String name, Weights weights) {

  /** What the scores of a trajectory are multiplied by. */
  @FunctionalInterface
  interface Weights {

    /** w₀ … w_{n−1}, {@code [length of the trajectory]}. */
    double[] of(Trajectory trajectory, Evaluation evaluation);
  }

  /** w_t = R(τ) for all t: Theorem 9.4's REINFORCE form as it stands. */
  static GradientEstimator wholeReturn() {
    return new GradientEstimator(
        "REINFORCE, R(τ)",
        (trajectory, evaluation) -> {
          double[] weights = new double[trajectory.length()];
          Arrays.fill(weights, rewardsToGo(trajectory, evaluation)[0]);
          return weights;
        });
  }

  /** w_t = γᵗ(Q̂_t − f(s_t)): Lemmas 9.7 and 9.9. */
  static GradientEstimator rewardToGo(String name, double[] baseline) {
    return new GradientEstimator(
        name,
        (trajectory, evaluation) -> {
          double[] weights = rewardsToGo(trajectory, evaluation);
          return discounted(weights, trajectory, evaluation, baseline);
        });
  }

  /** w_t = γᵗ(Q(s_t, a_t) − b(s_t)), with the exact Q: the action-value and advantage forms. */
  static GradientEstimator actionValue(String name, double[] baseline) {
    return new GradientEstimator(
        name,
        (trajectory, evaluation) -> {
          double[] weights = new double[trajectory.length()];
          for (int t = 0; t < weights.length; t++) {
            weights[t] = evaluation.actionValue(trajectory.states()[t], trajectory.actions()[t]);
          }
          return discounted(weights, trajectory, evaluation, baseline);
        });
  }

  /** Q̂_t = Σ_{t′ ≥ t} γ^{t′−t} r_t′. */
  private static double[] rewardsToGo(Trajectory trajectory, Evaluation evaluation) {
    double[] sums = trajectory.rewards().clone();
    for (int t = sums.length - 2; t >= 0; t--) {
      sums[t] += evaluation.mdp().discount() * sums[t + 1];
    }
    return sums;
  }

  private static double[] discounted(
      double[] weights, Trajectory trajectory, Evaluation evaluation, double[] baseline) {
    double factor = 1;
    for (int t = 0; t < weights.length; t++) {
      weights[t] = factor * (weights[t] - baseline[trajectory.states()[t]]);
      factor *= evaluation.mdp().discount();
    }
    return weights;
  }
}

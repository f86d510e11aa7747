package io.belay.learner.exact;

import io.belay.mdp.FiniteMdp;

/**
 * The constants that the lecture's guarantees are made of, for tabular softmax.
 *
 * <p>The lecture has rewards in [0, 1]. For others let R be the length of the shortest interval
 * that holds 0, which is the reward after the end of an episode, and all rewards. Moving that
 * interval to [0, R] adds the same number to every value, and dividing by R brings it to [0, 1]; so
 * values, gradients and smoothness are R times as large as the lecture's, and steps along a
 * gradient or an advantage R times as small. With R = 1 all of this is the lecture's.
 *
 * @param discount γ, in [0, 1)
 * @param rewardSpan R, above 0
 */
public record SmoothnessConstants(double discount, double rewardSpan) {

  /** Of an MDP; where all rewards are 0, which makes every policy optimal, R = 1. */
  public static SmoothnessConstants of(FiniteMdp mdp) {
    double span = Math.max(0, mdp.largestReward()) - Math.min(0, mdp.smallestReward());
    return new SmoothnessConstants(mdp.discount(), span > 0 ? span : 1);
  }

  /** 1/(1 − γ). */
  public double horizon() {
    return 1 / (1 - discount);
  }

  /** R/(1 − γ), which the difference of two values never exceeds. */
  public double valueSpan() {
    return rewardSpan * horizon();
  }

  /** β = 8R/(1 − γ)³: θ ↦ V(μ) is β-smooth. Agarwal et al. 2021, lemma D.4. */
  public double smoothness() {
    return 8 * rewardSpan * cubed(horizon());
  }

  /** η = 1/β, of Theorem 10.3. */
  public double stepSize() {
    return 1 / smoothness();
  }

  /**
   * β_λ = 8R/(1 − γ)³ + 2λ/|S|: the barrier's objective is β_λ-smooth.
   *
   * <p>Corollary 10.5 prints 8γ for the 8, which at γ = 0 would make V linear in θ; its 320 is 32 ·
   * (8 + 2).
   *
   * @param barrier λ, not negative
   * @param states |S|
   */
  public double barrierSmoothness(double barrier, int states) {
    return smoothness() + 2 * barrier / states;
  }

  /**
   * λ = ε(1 − γ)/(2‖d/μ‖∞), of Corollary 10.5.
   *
   * @param accuracy ε, above 0
   * @param mismatch ‖d_ρ^{π*}/μ‖∞, finite and above 0
   */
  public double barrier(double accuracy, double mismatch) {
    return accuracy * (1 - discount) / (2 * mismatch);
  }

  /**
   * T = 320 |S|²|A|² ‖d/μ‖²∞ R²/((1 − γ)⁶ε²): iterations after which log-barrier ascent has been
   * within ε of V*(ρ). Corollary 10.5.
   */
  public double barrierIterations(int states, int actions, double accuracy, double mismatch) {
    double pairs = (double) states * actions;
    double root = pairs * mismatch * rewardSpan * cubed(horizon()) / accuracy;
    return 320 * root * root;
  }

  /** η = (1 − γ)² log|A| / R, from which Theorem 10.7's two terms are at most equal. */
  public double naturalStepSize(int actions) {
    return (1 - discount) * (1 - discount) * StrictMath.log(actions) / rewardSpan;
  }

  /**
   * log|A|/(ηT) + R/((1 − γ)²T): what V*(ρ) − V⁽ᵀ⁾(ρ) of softmax NPG from θ = 0 never exceeds.
   * Theorem 10.7.
   *
   * @param actions |A|
   * @param stepSize η, above 0
   * @param iterations T, at least 1
   */
  public double naturalGap(int actions, double stepSize, int iterations) {
    return StrictMath.log(actions) / (stepSize * iterations) + valueSpan() * horizon() / iterations;
  }

  /**
   * T = 2R/((1 − γ)²ε), after which {@link #naturalGap} is at most ε where η is {@link
   * #naturalStepSize} or more. Theorem 10.7.
   */
  public double naturalIterations(double accuracy) {
    return 2 * valueSpan() * horizon() / accuracy;
  }

  private static double cubed(double x) {
    return x * x * x;
  }
}

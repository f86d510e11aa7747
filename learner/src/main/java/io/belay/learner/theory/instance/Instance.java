package io.belay.learner.theory.instance;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.PolicyFamily;
import io.belay.learner.exact.Scores;
import io.belay.learner.exact.TabularPolicy;
import io.belay.mdp.FiniteMdp;

/**
 * A finite MDP, a differentiable policy on it and a start distribution.
 *
 * @param name for the reader
 * @param family π_θ
 * @param theta θ, handed over and never written
 * @param start μ, {@code [states]}, handed over and never written
 */
public record Instance(
    String name, FiniteMdp mdp, PolicyFamily family, double[] theta, double[] start) {

  /** π_θ. */
  public TabularPolicy policy() {
    return family.policy(theta);
  }

  /** ∇log π_θ. */
  public Scores scores() {
    return family.scores(theta);
  }

  /** V, Q, A and visitation of π_θ. */
  public Evaluation evaluation() {
    return Evaluation.of(mdp, policy());
  }

  /** V^{π_θ′}(μ). */
  public double value(double[] otherTheta) {
    return Evaluation.of(mdp, family.policy(otherTheta)).value(start);
  }
}

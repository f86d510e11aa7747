package io.belay.learner.theory.gradients;

import static io.belay.learner.theory.gradients.SampledInstances.nothing;

import io.belay.learner.theory.instance.Instance;
import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Heading;
import io.belay.learner.theory.statement.Outcome;
import io.belay.learner.theory.statement.Plot;
import io.belay.learner.theory.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Theorem 9.4 as estimators: one mean, three variances. */
public final class SampledForms implements Statement {
  private final Function<Instance, List<GradientEstimator>> estimators;

  /**
   * The statement about estimators.
   *
   * @param estimators of an instance, the first with the largest variance
   */
  SampledForms(Function<Instance, List<GradientEstimator>> estimators) {
    this.estimators = estimators;
  }

  /** REINFORCE with the whole return; Q and A along the trajectory. */
  public static SampledForms lecture() {
    return new SampledForms(instance ->
        List.of(
            GradientEstimator.wholeReturn(),
            GradientEstimator.actionValue("action-value, γᵗ Q", nothing(instance)),
            GradientEstimator.actionValue("advantage, γᵗ A", instance.evaluation().values())));
  }

  @Override
  public Heading heading() {
    return new Heading(
        "theorem-9.4-sampled",
        "Theorem 9.4, sampled",
        "Three estimators of the policy gradient",
        "Sampled along trajectories the three forms have the same mean, ∇V(μ), and the REINFORCE form"
            + " has the largest variance.",
        "E[R(τ) Σₜ ∇log π(aₜ|sₜ)] = E[Σₜ γᵗ Q(sₜ,aₜ) ∇log π(aₜ|sₜ)] = E[Σₜ γᵗ A(sₜ,aₜ) ∇log π(aₜ|sₜ)]",
        "%d trajectories each, cut off where γᵗ is 10⁻⁷. That the variance falls is measured, no theorem."
            .formatted(SampledGradient.TRAJECTORIES));
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (Instance instance : SampledInstances.all()) {
      SampledGradient sampled = new SampledGradient(instance, estimators.apply(instance));
      findings.addAll(sampled.unbiased());
      findings.add(sampled.less(0, 1));
      findings.add(sampled.less(0, 2));
      plots.add(sampled.errors());
      plots.add(sampled.interval());
    }
    return new Outcome(findings, plots);
  }
}

package io.belay.learner.theory.gradients;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.TabularPolicy;
import io.belay.learner.theory.instance.Instance;
import io.belay.learner.theory.instance.Randomness;
import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Heading;
import io.belay.learner.theory.statement.Outcome;
import io.belay.learner.theory.statement.Plot;
import io.belay.learner.theory.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lemma 9.9: a baseline that does not depend on the trajectory leaves the estimator unbiased. */
public final class Baselines implements Statement {
  private final Function<Instance, List<GradientEstimator>> estimators;

  /**
   * The statement about estimators.
   *
   * @param estimators of an instance: the first without a baseline, the second with V
   */
  Baselines(Function<Instance, List<GradientEstimator>> estimators) {
    this.estimators = estimators;
  }

  /** f = 0, V, the value of another policy, and chance. */
  public static Baselines lecture() {
    return new Baselines(instance ->
        List.of(
            GradientEstimator.rewardToGo("f = 0", SampledInstances.nothing(instance)),
            GradientEstimator.rewardToGo("f = V", instance.evaluation().values()),
            GradientEstimator.rewardToGo("f = V of the uniform policy", uniform(instance)),
            GradientEstimator.rewardToGo(
                "f random", Randomness.normals(instance.mdp().states(), 2, 31))));
  }

  private static double[] uniform(Instance instance) {
    return Evaluation.of(instance.mdp(), TabularPolicy.uniform(instance.mdp())).values();
  }

  @Override
  public Heading heading() {
    return new Heading(
        "lemma-9.9",
        "Lemma 9.9",
        "Baselines preserve unbiasedness",
        "Subtracting a function of the state that does not depend on the trajectory leaves the"
            + " estimator unbiased; with f = V its variance falls.",
        "E[Σₜ γᵗ (Q̂ₜ − f(sₜ)) ∇log π(aₜ|sₜ)] = ∇V(μ) for every f: S → ℝ",
        "The variance falls with a good baseline and rises with a bad one, as the random f shows:"
            + " unbiasedness is free, reduction is not.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (Instance instance : SampledInstances.all()) {
      SampledGradient sampled = new SampledGradient(instance, estimators.apply(instance));
      findings.addAll(sampled.unbiased());
      findings.add(sampled.less(0, 1));
      plots.add(sampled.errors());
    }
    return new Outcome(findings, plots);
  }
}

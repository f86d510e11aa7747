package io.belay.learner.theory.gradients;

import io.belay.learner.theory.instance.Instance;
import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Heading;
import io.belay.learner.theory.statement.Outcome;
import io.belay.learner.theory.statement.Plot;
import io.belay.learner.theory.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lemma 9.7: the reward-to-go estimator of ∇V(μ) is unbiased. */
public final class RewardToGo implements Statement {
  private final Function<Instance, GradientEstimator> estimator;

  RewardToGo(Function<Instance, GradientEstimator> estimator) {
    this.estimator = estimator;
  }

  /** Σ γᵗ Q̂_t ∇log π(a_t|s_t). */
  public static RewardToGo lecture() {
    return new RewardToGo(instance ->
        GradientEstimator.rewardToGo("reward-to-go, γᵗ Q̂", SampledInstances.nothing(instance)));
  }

  @Override
  public Heading heading() {
    return new Heading(
        "lemma-9.7",
        "Lemma 9.7",
        "Reward-to-go is unbiased",
        "The discounted rewards from t on, times γᵗ and the score at t, summed over a trajectory,"
            + " estimate ∇V(μ) without bias.",
        "E[Σₜ γᵗ Q̂ₜ ∇log π(aₜ|sₜ)] = ∇V(μ),  Q̂ₜ = Σ_{t′≥t} γ^{t′−t} r(s_t′, a_t′)",
        "");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (Instance instance : SampledInstances.all()) {
      SampledGradient sampled =
          new SampledGradient(
              instance, List.of(estimator.apply(instance), GradientEstimator.wholeReturn()));
      findings.add(sampled.unbiased().getFirst());
      findings.add(sampled.less(1, 0));
      plots.add(sampled.interval());
    }
    return new Outcome(findings, plots);
  }
}

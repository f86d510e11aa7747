package io.belay.recipe;

import static io.belay.recipe.AlgorithmKeys.ADVANTAGE_ESTIMATOR;
import static io.belay.recipe.AlgorithmKeys.ENTROPY_COEFFICIENT;

/**
 * REINFORCE: one step on the whole batch along the mean of ∇log π(a|s) (R − b), R the reward to go.
 *
 * <p>Williams 1992, Simple Statistical Gradient-Following Algorithms for Connectionist
 * Reinforcement Learning; lecture, Lemma 9.7 and, with a baseline b, Lemma 9.9.
 *
 * @param advantage {@link AdvantageSettings#monteCarlo}, since R is the reward to go
 * @param step how the policy's gradient becomes a step
 * @param baseline b
 * @param discountWeighting whether a step is weighted by γᵗ, t its place in its episode, as the
 *     gradient of the discounted value asks for
 * @param entropyCoefficient weight of the mean entropy at the start of the run, not below 0
 * @param entropyCoefficientSchedule how it moves over the run
 * @param critic the fit of the critic, which without a baseline from it is only watched
 */
public record ReinforceSettings(
    AdvantageSettings advantage,
    StepSettings step,
    Baseline baseline,
    boolean discountWeighting,
    double entropyCoefficient,
    Schedule entropyCoefficientSchedule,
    CriticFitSettings critic)
    implements SampledSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "reinforce";

  public ReinforceSettings {
    Violation.refuse(
        new Violation.Collector()
            .require(
                advantage.estimator() == AdvantageEstimator.MONTE_CARLO
                    && advantage.gaeLambda() == 1,
                "reinforce weighs by the reward to go, with λ = 1",
                ADVANTAGE_ESTIMATOR.path(),
                ChoiceKey.word(advantage.estimator()),
                "use AdvantageSettings.monteCarlo")
            .check(ENTROPY_COEFFICIENT, entropyCoefficient)
            .all());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int largestPolicyLag() {
    return 0;
  }
}

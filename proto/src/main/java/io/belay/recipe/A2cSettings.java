package io.belay.recipe;

import static io.belay.recipe.AlgorithmKeys.ENTROPY_COEFFICIENT;
import static io.belay.recipe.AlgorithmKeys.VALUE_COEFFICIENT;

/**
 * Advantage actor-critic: one step of actor and critic together on the whole batch. The loss is
 *
 * <pre>
 *   −mean log π(a|s) Â  −  entropyCoefficient · mean H  +  valueCoefficient · ½ · mean (V − R)²
 * </pre>
 *
 * <p>Mnih et al., <a href="https://arxiv.org/abs/1602.01783">Asynchronous Methods for Deep
 * Reinforcement Learning</a>, section 4, run synchronously. The ½ is as in {@link PpoSettings}.
 *
 * @param advantage how Â and R are estimated
 * @param step how the gradient becomes a step
 * @param entropyCoefficient at the start of the run, not below 0
 * @param entropyCoefficientSchedule how it moves over the run
 * @param valueCoefficient not below 0
 */
public record A2cSettings(
    AdvantageSettings advantage,
    StepSettings step,
    double entropyCoefficient,
    Schedule entropyCoefficientSchedule,
    double valueCoefficient)
    implements SampledSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "a2c";

  public A2cSettings {
    Violation.refuse(
        new Violation.Collector()
            .check(ENTROPY_COEFFICIENT, entropyCoefficient)
            .check(VALUE_COEFFICIENT, valueCoefficient)
            .all());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int largestPolicyLag() {
    return 1;
  }
}

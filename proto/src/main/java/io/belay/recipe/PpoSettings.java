package io.belay.recipe;

import static io.belay.recipe.AlgorithmKeys.CLIP_RANGE;
import static io.belay.recipe.AlgorithmKeys.ENTROPY_COEFFICIENT;
import static io.belay.recipe.AlgorithmKeys.EPOCHS;
import static io.belay.recipe.AlgorithmKeys.MINIBATCH_SIZE;
import static io.belay.recipe.AlgorithmKeys.TARGET_KL;
import static io.belay.recipe.AlgorithmKeys.VALUE_CLIP_RANGE;
import static io.belay.recipe.AlgorithmKeys.VALUE_COEFFICIENT;

import java.util.OptionalDouble;

/**
 * Proximal policy optimization with the clipped objective. The loss of a minibatch is
 *
 * <pre>
 *   −mean min(r Â, clip(r, 1 − c, 1 + c) Â)  −  entropyCoefficient · mean H  +  valueCoefficient · ½ · mean (V − R)²
 * </pre>
 *
 * <p>Schulman et al., <a href="https://arxiv.org/abs/1707.06347">Proximal Policy Optimization
 * Algorithms</a>, eq. 9. The ½ is CleanRL's convention: Stable-Baselines3's {@code vf_coef}
 * multiplies the whole squared error, so its 0.5 is 1.0 here.
 *
 * @param advantage how Â and R are estimated
 * @param step how the gradient becomes a step
 * @param epochs passes over a batch, at least 1
 * @param minibatchSize steps in a minibatch, at least 1
 * @param clipRange c at the start of the run, in (0, 1]
 * @param clipRangeSchedule how it moves over the run
 * @param valueClipRange how far V may move from the value before the update before its gain is
 *     clipped; empty for no clipping
 * @param entropyCoefficient at the start of the run, not below 0
 * @param entropyCoefficientSchedule how it moves over the run
 * @param valueCoefficient not below 0
 * @param targetKl an update ends before the first step whose minibatch shows a mean KL divergence
 *     from the behaviour policy above 1.5 times this; empty for no such end
 */
public record PpoSettings(
    AdvantageSettings advantage,
    StepSettings step,
    int epochs,
    int minibatchSize,
    double clipRange,
    Schedule clipRangeSchedule,
    OptionalDouble valueClipRange,
    double entropyCoefficient,
    Schedule entropyCoefficientSchedule,
    double valueCoefficient,
    OptionalDouble targetKl)
    implements SampledSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "ppo";

  public PpoSettings {
    Violation.refuse(
        new Violation.Collector()
            .check(EPOCHS, epochs)
            .check(MINIBATCH_SIZE, minibatchSize)
            .check(CLIP_RANGE, clipRange)
            .check(VALUE_CLIP_RANGE, valueClipRange.orElse(1))
            .check(ENTROPY_COEFFICIENT, entropyCoefficient)
            .check(VALUE_COEFFICIENT, valueCoefficient)
            .check(TARGET_KL, targetKl.orElse(1))
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

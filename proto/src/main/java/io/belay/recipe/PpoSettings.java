package io.belay.recipe;

import static io.belay.recipe.Keys.CLIP_RANGE;
import static io.belay.recipe.Keys.DISCOUNT;
import static io.belay.recipe.Keys.ENTROPY_COEFFICIENT;
import static io.belay.recipe.Keys.EPOCHS;
import static io.belay.recipe.Keys.FRAGMENT_LENGTH;
import static io.belay.recipe.Keys.GAE_LAMBDA;
import static io.belay.recipe.Keys.LANES;
import static io.belay.recipe.Keys.LEARNING_RATE;
import static io.belay.recipe.Keys.MAX_GRADIENT_NORM;
import static io.belay.recipe.Keys.MINIBATCH_SIZE;
import static io.belay.recipe.Keys.TARGET_KL;
import static io.belay.recipe.Keys.VALUE_CLIP_RANGE;
import static io.belay.recipe.Keys.VALUE_COEFFICIENT;

import java.util.List;
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
 * @param discount γ, in [0, 1]
 * @param gaeLambda λ of generalized advantage estimation, in [0, 1]
 * @param advantageEstimator how Â and R are estimated
 * @param epochs passes over a batch, at least 1
 * @param minibatchSize steps in a minibatch, at least 1
 * @param learningRate at the start of the run, above 0
 * @param learningRateSchedule how it moves over the run
 * @param clipRange c at the start of the run, in (0, 1]
 * @param clipRangeSchedule how it moves over the run
 * @param valueClipRange how far V may move from the value before the update before its gain is
 *     clipped; empty for no clipping
 * @param entropyCoefficient not below 0
 * @param valueCoefficient not below 0
 * @param maxGradientNorm Euclidean norm that a longer gradient is shortened to; +∞ for no clipping
 * @param advantageNormalisation over which set advantages are normalised
 * @param targetKl an update ends before the first step whose minibatch shows a mean KL divergence
 *     from the behaviour policy above 1.5 times this; empty for no such end
 * @param optimizer how a gradient becomes a step
 */
public record PpoSettings(
    double discount,
    double gaeLambda,
    AdvantageEstimator advantageEstimator,
    int epochs,
    int minibatchSize,
    double learningRate,
    Schedule learningRateSchedule,
    double clipRange,
    Schedule clipRangeSchedule,
    OptionalDouble valueClipRange,
    double entropyCoefficient,
    double valueCoefficient,
    double maxGradientNorm,
    AdvantageNormalisation advantageNormalisation,
    OptionalDouble targetKl,
    OptimizerSettings optimizer)
    implements AlgorithmSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "ppo";

  public PpoSettings {
    Violation.refuse(
        new Violation.Collector()
            .check(DISCOUNT, discount)
            .check(GAE_LAMBDA, gaeLambda)
            .check(EPOCHS, epochs)
            .check(MINIBATCH_SIZE, minibatchSize)
            .check(LEARNING_RATE, learningRate)
            .check(CLIP_RANGE, clipRange)
            .check(VALUE_CLIP_RANGE, valueClipRange.orElse(1))
            .check(ENTROPY_COEFFICIENT, entropyCoefficient)
            .check(VALUE_COEFFICIENT, valueCoefficient)
            .check(
                MAX_GRADIENT_NORM,
                maxGradientNorm == Double.POSITIVE_INFINITY ? 1 : maxGradientNorm)
            .check(TARGET_KL, targetKl.orElse(1))
            .all());
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Rules that hold between the algorithm's settings and a batch of lanes × fragmentLength steps.
   */
  static List<Violation> together(
      int minibatchSize, AdvantageNormalisation normalisation, int lanes, int fragmentLength) {
    long batchSize = (long) lanes * fragmentLength;
    List<Violation.Setting> settings =
        List.of(
            MINIBATCH_SIZE.setting(minibatchSize),
            LANES.setting(lanes),
            FRAGMENT_LENGTH.setting(fragmentLength));
    if (minibatchSize > batchSize) {
      return List.of(
          new Violation(
              "a minibatch has at most the lanes × fragment-length steps of a batch",
              settings,
              "use a minibatch-size from 1 to %d".formatted(batchSize)));
    }
    boolean alone =
        switch (normalisation) {
          case NONE -> false;
          case MINIBATCH -> minibatchSize == 1 || batchSize % minibatchSize == 1;
          case BATCH -> batchSize == 1;
        };
    if (alone) {
      return List.of(
          new Violation(
              "advantages are normalised over two steps or more, also in the last minibatch of a batch",
              settings,
              "use a minibatch-size that divides %d, or another advantage-normalisation"
                  .formatted(batchSize)));
    }
    return List.of();
  }
}

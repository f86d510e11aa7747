package io.belay.learner.algorithm;

import io.belay.recipe.AdvantageNormalisation;

/**
 * Standardises advantages: (Â − mean) ÷ (standard deviation + 10⁻⁸), over a whole batch or over
 * each minibatch.
 *
 * <p>The deviation is the sample's (divided by n − 1) and the constant stands outside the root, as
 * in Stable-Baselines3 and CleanRL.
 *
 * @param mean subtracted
 * @param factor multiplied afterwards
 */
public record AdvantageScale(float mean, float factor) {
  private static final double DEVIATION_FLOOR = 1e-8;

  /** Leaves advantages as they are. */
  public static final AdvantageScale NONE = new AdvantageScale(0f, 1f);

  /** The scale of a minibatch's rows, summed in its order. */
  public static AdvantageScale of(float[] advantages, Minibatch minibatch) {
    int[] order = minibatch.order();
    int from = minibatch.from();
    int rows = minibatch.rows();
    if (rows < 2) {
      return NONE;
    }
    double sum = 0;
    for (int k = from; k < from + rows; k++) {
      sum += advantages[order[k]];
    }
    double mean = sum / rows;
    double squares = 0;
    for (int k = from; k < from + rows; k++) {
      double deviation = advantages[order[k]] - mean;
      squares += deviation * deviation;
    }
    double deviation = Math.sqrt(squares / (rows - 1));
    return new AdvantageScale((float) mean, (float) (1 / (deviation + DEVIATION_FLOOR)));
  }

  /** The scale of a batch that is one minibatch. */
  public static AdvantageScale ofBatch(AdvantageNormalisation normalisation, float[] advantages) {
    return switch (normalisation) {
      case NONE -> NONE;
      case MINIBATCH, BATCH -> of(advantages, Minibatch.whole(advantages.length));
    };
  }

  /** The standardised advantage. */
  public float apply(float advantage) {
    return (advantage - mean) * factor;
  }
}

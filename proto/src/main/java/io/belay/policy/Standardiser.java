package io.belay.policy;

/**
 * Standardises observations by frozen statistics: x̂ = clip((x − mean) ÷ √(variance + 10⁻⁸), ±10).
 *
 * <p>The constants are those of Gymnasium's and Stable-Baselines3's observation wrappers. Made once
 * for a version of the policy, since it allocates and takes roots. Immutable.
 */
public final class Standardiser {
  private static final double VARIANCE_FLOOR = 1e-8;
  private static final float CLIP = 10f;

  /** Leaves observations as they are. */
  public static final Standardiser NONE = new Standardiser(NormaliserStatistics.NONE);

  private final float[] mean;
  private final float[] inverseDeviation;

  private Standardiser(NormaliserStatistics statistics) {
    int size = statistics.mean().length;
    mean = new float[size];
    inverseDeviation = new float[size];
    for (int i = 0; i < size; i++) {
      mean[i] = (float) statistics.mean()[i];
      double variance =
          statistics.count() == 0 ? 1 : statistics.sumOfSquares()[i] / statistics.count();
      inverseDeviation[i] = (float) (1 / StrictMath.sqrt(variance + VARIANCE_FLOOR));
    }
  }

  /** The standardiser by these statistics; {@link #NONE} where they are not active. */
  public static Standardiser of(NormaliserStatistics statistics) {
    return statistics.active() ? new Standardiser(statistics) : NONE;
  }

  /** Whether observations are standardised at all. */
  boolean active() {
    return mean.length > 0;
  }

  /** Standardises {@code rows} observations of {@code mean.length} floats each. */
  void apply(float[] observations, int at, int rows, float[] out, int outAt) {
    int size = mean.length;
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < size; i++) {
        float standard = (observations[at + r * size + i] - mean[i]) * inverseDeviation[i];
        out[outAt + r * size + i] = Math.clamp(standard, -CLIP, CLIP);
      }
    }
  }
}

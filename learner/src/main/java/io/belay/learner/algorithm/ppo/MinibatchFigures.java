package io.belay.learner.algorithm.ppo;

/**
 * Per-row figures of one minibatch and their means, summed in row order.
 *
 * <p>Rows are written by the threads that process them; {@link #summarise} is one task.
 */
final class MinibatchFigures {
  final float[] logRatios;
  final float[] ratios;
  final float[] objectives;
  final float[] entropies;
  final float[] valueErrors;

  double objectiveMean;
  double entropyMean;
  double klMean;
  double clipFraction;
  double valueLoss;
  double largestLogRatio;

  MinibatchFigures(int maxRows) {
    logRatios = new float[maxRows];
    ratios = new float[maxRows];
    objectives = new float[maxRows];
    entropies = new float[maxRows];
    valueErrors = new float[maxRows];
  }

  /** Means over the first {@code rows} rows. */
  void summarise(int rows, float clipRange) {
    double objective = 0;
    double entropy = 0;
    double kl = 0;
    double squaredError = 0;
    float largest = 0;
    int clipped = 0;
    for (int r = 0; r < rows; r++) {
      objective += objectives[r];
      entropy += entropies[r];
      kl += PpoLoss.klEstimate(ratios[r], logRatios[r]);
      squaredError += (double) valueErrors[r] * valueErrors[r];
      clipped += PpoLoss.outside(ratios[r], clipRange) ? 1 : 0;
      largest = Math.max(largest, Math.abs(logRatios[r]));
    }
    objectiveMean = objective / rows;
    entropyMean = entropy / rows;
    klMean = kl / rows;
    clipFraction = (double) clipped / rows;
    valueLoss = 0.5 * squaredError / rows;
    largestLogRatio = largest;
  }
}

package io.belay.learner.algorithm.descent;

/**
 * What is known of the policy over the rows of one minibatch: row by row, and as means summed in
 * row order.
 */
public final class PolicyFigures {
  final float[] logRatios;
  final float[] ratios;
  final float[] objectives;
  final float[] entropies;
  private double objectiveMean;
  private double entropyMean;
  private double klMean;

  PolicyFigures(int maxRows) {
    logRatios = new float[maxRows];
    ratios = new float[maxRows];
    objectives = new float[maxRows];
    entropies = new float[maxRows];
  }

  /** The k3 estimator of KL(behaviour ‖ π), (r − 1) − log r: unbiased and not negative. */
  static float klEstimate(float ratio, float logRatio) {
    return ratio - 1f - logRatio;
  }

  void summarise(int rows) {
    double objective = 0;
    double entropy = 0;
    double kl = 0;
    for (int r = 0; r < rows; r++) {
      objective += objectives[r];
      entropy += entropies[r];
      kl += klEstimate(ratios[r], logRatios[r]);
    }
    objectiveMean = objective / rows;
    entropyMean = entropy / rows;
    klMean = kl / rows;
  }

  /** π(a|s) ÷ π_behaviour(a|s), one a row. */
  public float[] ratios() {
    return ratios;
  }

  /** Mean of the objective that is maximised, without the entropy. */
  public double objectiveMean() {
    return objectiveMean;
  }

  /** Mean entropy of π(·|s), in nats. */
  public double entropyMean() {
    return entropyMean;
  }

  /** Mean of the k3 estimator of KL(behaviour ‖ π), in nats. */
  public double klMean() {
    return klMean;
  }
}

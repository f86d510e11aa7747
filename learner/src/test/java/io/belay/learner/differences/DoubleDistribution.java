package io.belay.learner.differences;

/** A distribution over actions, as a function of its statistics. */
public sealed interface DoubleDistribution {

  /** log of the probability or density of an action. */
  double logProbability(double[] statistics, double[] action);

  /** Entropy in nats. */
  double entropy(double[] statistics);

  /** KL(statistics ‖ other) in nats. */
  double divergence(double[] statistics, double[] other);

  /** Finitely many actions; statistics are logits, the action is its index. */
  record Softmax() implements DoubleDistribution {

    @Override
    public double logProbability(double[] logits, double[] action) {
      return logProbabilities(logits)[(int) action[0]];
    }

    @Override
    public double entropy(double[] logits) {
      double sum = 0;
      for (double logProbability : logProbabilities(logits)) {
        sum -= Math.exp(logProbability) * logProbability;
      }
      return sum;
    }

    @Override
    public double divergence(double[] logits, double[] other) {
      double[] p = logProbabilities(logits);
      double[] q = logProbabilities(other);
      double sum = 0;
      for (int a = 0; a < p.length; a++) {
        sum += Math.exp(p[a]) * (p[a] - q[a]);
      }
      return sum;
    }

    private static double[] logProbabilities(double[] logits) {
      double normaliser = 0;
      for (double logit : logits) {
        normaliser += Math.exp(logit);
      }
      double[] logProbabilities = new double[logits.length];
      for (int a = 0; a < logits.length; a++) {
        logProbabilities[a] = logits[a] - Math.log(normaliser);
      }
      return logProbabilities;
    }
  }

  /** Independent normals; statistics are their means, then their log standard deviations. */
  record Normals() implements DoubleDistribution {

    @Override
    public double logProbability(double[] statistics, double[] action) {
      int d = action.length;
      double product = 1;
      double exponent = 0;
      for (int i = 0; i < d; i++) {
        double sigma = Math.exp(statistics[d + i]);
        double distance = action[i] - statistics[i];
        product *= Math.sqrt(2 * Math.PI) * sigma;
        exponent -= distance * distance / (2 * sigma * sigma);
      }
      return exponent - Math.log(product);
    }

    @Override
    public double entropy(double[] statistics) {
      int d = statistics.length / 2;
      double sum = 0;
      for (int i = 0; i < d; i++) {
        double sigma = Math.exp(statistics[d + i]);
        sum += 0.5 * Math.log(2 * Math.PI * Math.E * sigma * sigma);
      }
      return sum;
    }

    @Override
    public double divergence(double[] statistics, double[] other) {
      int d = statistics.length / 2;
      double sum = 0;
      for (int i = 0; i < d; i++) {
        double sigma = Math.exp(statistics[d + i]);
        double otherSigma = Math.exp(other[d + i]);
        double distance = statistics[i] - other[i];
        sum +=
            Math.log(otherSigma / sigma)
                + (sigma * sigma + distance * distance) / (2 * otherSigma * otherSigma)
                - 0.5;
      }
      return sum;
    }
  }
}

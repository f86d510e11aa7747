package io.belay.learner.algorithm.ppo;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Means of the minibatches' figures over the present epoch; after an update they speak of its last
 * epoch.
 */
final class EpochFigures {
  private int minibatches;
  private double objective;
  private double entropy;
  private double kl;
  private double clipFraction;
  private double valueLoss;
  private double gradientNorm;

  void begin() {
    minibatches = 0;
    objective = 0;
    entropy = 0;
    kl = 0;
    clipFraction = 0;
    valueLoss = 0;
    gradientNorm = 0;
  }

  void add(MinibatchFigures figures, double norm) {
    minibatches++;
    objective += figures.objectiveMean;
    entropy += figures.entropyMean;
    kl += figures.klMean;
    clipFraction += figures.clipFraction;
    valueLoss += figures.valueLoss;
    gradientNorm += norm;
  }

  SequencedMap<String, Double> means() {
    SequencedMap<String, Double> means = new LinkedHashMap<>();
    means.put("klMean", kl / minibatches);
    means.put("entropy", entropy / minibatches);
    means.put("policyLoss", -objective / minibatches);
    means.put("valueLoss", valueLoss / minibatches);
    means.put("clipFraction", clipFraction / minibatches);
    means.put("gradientNorm", gradientNorm / minibatches);
    return means;
  }
}

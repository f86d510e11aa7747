package io.belay.learner.exact.algorithm;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Arithmetic on parameters, in ascending order of the index. */
final class Ascent {
  private Ascent() {}

  /** θ + ηw; a new array. */
  static double[] add(double[] theta, double eta, double[] w) {
    double[] result = new double[theta.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = theta[i] + eta * w[i];
    }
    return result;
  }

  /** |w|². */
  static double squaredNorm(double[] w) {
    double sum = 0;
    for (double each : w) {
      sum += each * each;
    }
    return sum;
  }

  /** Σ w(s) v(s). */
  static double dot(double[] w, double[] v) {
    double sum = 0;
    for (int i = 0; i < w.length; i++) {
      sum += w[i] * v[i];
    }
    return sum;
  }

  static SequencedMap<String, Double> figure(String name, double value) {
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    figures.put(name, value);
    return figures;
  }
}

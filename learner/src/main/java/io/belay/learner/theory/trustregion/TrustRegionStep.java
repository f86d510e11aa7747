package io.belay.learner.theory.trustregion;

import io.belay.learner.exact.SymmetricMatrix;
import io.belay.learner.theory.instance.Vectors;

/** A step of a trust region ½ΔᵀFΔ ≤ δ. */
@FunctionalInterface
public interface TrustRegionStep {

  /**
   * Δ, {@code [parameters]}.
   *
   * @param gradient g, {@code [parameters]}, in the range of F
   * @param fisher F
   * @param radius δ, above 0
   */
  double[] of(double[] gradient, SymmetricMatrix fisher, double radius);

  /** √(2δ/(gᵀF†g)) F†g, which maximises gᵀΔ. */
  static TrustRegionStep derived() {
    return scaled(2);
  }

  /** √(δ/(gᵀF†g)) F†g, as printed. */
  static TrustRegionStep printed() {
    return scaled(1);
  }

  private static TrustRegionStep scaled(double factor) {
    return (gradient, fisher, radius) -> {
      double[] natural = fisher.pseudoinverseTimes(gradient);
      double length = Math.sqrt(factor * radius / Vectors.dot(gradient, natural));
      return Vectors.plus(new double[natural.length], length, natural);
    };
  }
}

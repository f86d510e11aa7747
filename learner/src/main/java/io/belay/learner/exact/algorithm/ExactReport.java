package io.belay.learner.exact.algorithm;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What an iteration of an exact algorithm made.
 *
 * @param iterations T, iterations done
 * @param value V⁽ᵀ⁾(ρ)
 * @param optimalValue V*(ρ)
 * @param restartValue V⁽ᵀ⁾(μ), which is optimized
 * @param mismatch ‖d_ρ^{π*}/μ‖∞
 * @param guarantee what is certain by now
 * @param step the step's own figures by name, in a fixed order
 */
public record ExactReport(
    int iterations,
    double value,
    double optimalValue,
    double restartValue,
    double mismatch,
    Guarantee guarantee,
    SequencedMap<String, Double> step) {

  /** V*(ρ) − V⁽ᵀ⁾(ρ). */
  public double gap() {
    return optimalValue - value;
  }

  /** All figures by name, in a fixed order: {@code value} to {@code bound}, then the step's own. */
  public SequencedMap<String, Double> figures() {
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    figures.put("value", value);
    figures.put("optimalValue", optimalValue);
    figures.put("gap", gap());
    figures.put("restartValue", restartValue);
    figures.put("mismatch", mismatch);
    figures.put("bounded", guarantee.measured());
    figures.put("bound", guarantee.bound());
    figures.putAll(step);
    return figures;
  }
}

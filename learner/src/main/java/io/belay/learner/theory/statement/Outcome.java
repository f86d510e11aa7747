package io.belay.learner.theory.statement;

import io.belay.error.BelayException;
import java.util.Comparator;
import java.util.List;

/**
 * What running a statement brought to light.
 *
 * @param findings at least one
 * @param plots at least one
 */
public record Outcome(List<Finding> findings, List<Plot> plots) {

  public Outcome {
    findings = List.copyOf(findings);
    plots = List.copyOf(plots);
    if (findings.isEmpty() || plots.isEmpty()) {
      throw BelayException.invalid(
          "an outcome has at least one finding and one plot: findings=%d, plots=%d"
              .formatted(findings.size(), plots.size()));
    }
  }

  /** Whether every finding holds. */
  public boolean holds() {
    return findings.stream().allMatch(Finding::holds);
  }

  /** How many findings hold. */
  public int holding() {
    return (int) findings.stream().filter(Finding::holds).count();
  }

  /** The finding that breaks its bound or comes nearest to it, the first of several. */
  public Finding tightest() {
    return findings.stream()
        .max(
            Comparator.comparingDouble(Finding::tightness)
                .thenComparing(Comparator.comparingInt(findings::indexOf).reversed()))
        .orElseThrow();
  }
}

package io.belay.deploy.results;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a recipe reached: a row of the table.
 *
 * @param recipe name of the recipe
 * @param environment id of its environment
 * @param algorithm name of its algorithm
 * @param environmentSteps steps to train for, as the recipe says; the last iteration is completed
 * @param episodes episodes of a seed's final evaluation, which starts them from ρ
 * @param deterministic whether the evaluation took the most probable action
 * @param seeds a result for each seed, at least one
 */
public record RecipeResult(
    String recipe,
    String environment,
    String algorithm,
    long environmentSteps,
    int episodes,
    boolean deterministic,
    List<SeedResult> seeds) {

  public RecipeResult {
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("a row has at least one seed: recipe=" + recipe);
    }
    seeds = List.copyOf(seeds);
  }

  /** Mean over seeds of {@link SeedResult#returnMean}. */
  public double returnMean() {
    return mean(seeds.stream().mapToDouble(SeedResult::returnMean).toArray());
  }

  /**
   * Sample standard deviation over seeds of {@link SeedResult#returnMean}, with n − 1 in the
   * denominator; empty for a single seed.
   */
  public OptionalDouble returnStd() {
    if (seeds.size() == 1) {
      return OptionalDouble.empty();
    }
    double mean = returnMean();
    double squares = 0;
    for (SeedResult seed : seeds) {
      squares += (seed.returnMean() - mean) * (seed.returnMean() - mean);
    }
    return OptionalDouble.of(Math.sqrt(squares / (seeds.size() - 1)));
  }

  /** Mean over seeds of {@link SeedResult#seconds}. */
  public double secondsMean() {
    return mean(seeds.stream().mapToDouble(SeedResult::seconds).toArray());
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}

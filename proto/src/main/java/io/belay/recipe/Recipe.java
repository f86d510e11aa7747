package io.belay.recipe;

import static io.belay.recipe.Keys.NAME;

/**
 * The complete description of a run: with the code, all that its parameters depend on.
 *
 * @param name of the shipped recipe or of the file it came from, without its ending
 */
public record Recipe(
    String name,
    EnvironmentSettings environment,
    PolicySettings policy,
    CriticSettings critic,
    SamplingSettings sampling,
    AlgorithmSettings algorithm,
    TrainingSettings training,
    EvaluationSettings evaluation) {

  public Recipe {
    int lanes = sampling.lanes();
    int fragmentLength = sampling.fragmentLength();
    Violation.refuse(
        new Violation.Collector()
            .require(NAME.allows(name), NAME.violation('"' + name + '"'))
            .addAll(
                AlgorithmRules.broken(
                    algorithm, lanes, fragmentLength, sampling.visitation(), sampling.pipeline()))
            .addAll(TrainingSettings.together(training.environmentSteps(), lanes, fragmentLength))
            .all());
  }

  /**
   * Iterations of the whole run: the environment steps divided by the batch, rounded up, or what an
   * exact algorithm is set to.
   */
  public int iterations() {
    return switch (algorithm) {
      case SampledSettings _ ->
          Math.toIntExact(Math.ceilDiv(training.environmentSteps(), (long) sampling.batchSize()));
      case ExactSettings exact -> exact.iterations();
    };
  }
}

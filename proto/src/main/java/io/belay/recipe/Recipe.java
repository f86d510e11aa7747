package io.belay.recipe;

import static io.belay.recipe.Keys.ENVIRONMENT_STEPS;
import static io.belay.recipe.Keys.NAME;

import java.util.ArrayList;
import java.util.List;

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
    List<Violation> violations = new ArrayList<>();
    if (!NAME.allows(name)) {
      violations.add(NAME.violation('"' + name + '"'));
    }
    switch (algorithm) {
      case PpoSettings ppo -> violations.addAll(ppo.violations(sampling.batchSize()));
    }
    violations.addAll(violations(training.environmentSteps(), sampling.batchSize()));
    Violation.refuse(violations);
  }

  /** Iterations of the whole run: the environment steps divided by the batch, rounded up. */
  public int iterations() {
    return Math.toIntExact(Math.ceilDiv(training.environmentSteps(), (long) sampling.batchSize()));
  }

  static List<Violation> violations(long environmentSteps, long batchSize) {
    return new Violation.Collector()
        .require(
            Math.ceilDiv(environmentSteps, batchSize) <= Integer.MAX_VALUE,
            new Violation(
                "a run has at most 2147483647 iterations of lanes × fragment-length = %d steps"
                    .formatted(batchSize),
                List.of(ENVIRONMENT_STEPS.setting(environmentSteps)),
                "use fewer environment-steps, or more lanes or longer fragments"))
        .all();
  }
}

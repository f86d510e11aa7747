package io.belay.control;

import io.belay.error.BelayException;
import io.belay.recipe.Recipe;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.BlockShape;

/**
 * Everything that decides a run's parameters: two runs with equal recipes and environments end with
 * the same bits.
 *
 * @param runId name of the run, unique within its coordinator; not blank
 * @param recipe the fully resolved recipe
 * @param environment what the workers that registered say of the recipe's environment
 */
public record RunSpecification(String runId, Recipe recipe, EnvironmentSpec environment) {

  public RunSpecification {
    if (runId.isBlank()) {
      throw BelayException.invalid("a run has a name: runId=\"" + runId + "\"");
    }
    if (!recipe.environment().id().equals(environment.id())) {
      throw BelayException.invalid(
          "a run's environment is its recipe's: environment.id=%s, registered=%s"
              .formatted(recipe.environment().id(), environment.id()));
    }
  }

  /** Blocks of the run: lanes ÷ block size, the last one smaller where it does not divide. */
  public int blocks() {
    return recipe.sampling().blocks();
  }

  /** First lane of a block. */
  public int firstLane(int block) {
    return block * recipe.sampling().blockSize();
  }

  /** Lanes of a block. */
  public int lanesOf(int block) {
    return Math.min(recipe.sampling().blockSize(), recipe.sampling().lanes() - firstLane(block));
  }

  /** Sizes of a block's data. */
  public BlockShape shapeOf(int block) {
    return new BlockShape(
        recipe.sampling().fragmentLength(),
        lanesOf(block),
        environment.observationSize(),
        environment.actionSize());
  }

  /** Environment steps of one iteration. */
  public int stepsPerIteration() {
    return recipe.sampling().batchSize();
  }

  /** Iterations of the run: the fewest that take at least the recipe's environment steps. */
  public int iterations() {
    return recipe.iterations();
  }

  /**
   * Version of the policy that samples an iteration: its own, or with {@code sampling.pipeline} the
   * one before, since its own is still being made.
   *
   * @param iteration from 0
   */
  public long policyVersionOf(int iteration) {
    return recipe.sampling().pipeline() ? Math.max(0, iteration - 1) : iteration;
  }
}

package io.belay.recipe;

import static io.belay.recipe.AlgorithmKeys.CRITIC_EPOCHS;
import static io.belay.recipe.AlgorithmKeys.CRITIC_MINIBATCH_SIZE;

/**
 * The critic's own fit, after the policy's step: epochs of minibatch steps on ½ · mean (V − R)².
 *
 * @param epochs passes over a batch, at least 1
 * @param minibatchSize steps in a minibatch, at least 1; the last one of a pass is smaller where it
 *     does not divide the batch
 * @param step how the gradients become steps
 */
public record CriticFitSettings(int epochs, int minibatchSize, StepSettings step) {

  public CriticFitSettings {
    Violation.refuse(
        new Violation.Collector()
            .check(CRITIC_EPOCHS, epochs)
            .check(CRITIC_MINIBATCH_SIZE, minibatchSize)
            .all());
  }
}

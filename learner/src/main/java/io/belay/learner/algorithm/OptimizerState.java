package io.belay.learner.algorithm;

import io.belay.error.BelayException;
import io.belay.learner.optimizer.Optimizer;
import java.util.List;

/**
 * What the optimizers of an algorithm have to remember between updates.
 *
 * @param steps steps taken, one number for each optimizer
 * @param moments their arrays, one list for each optimizer; copies, never written again
 */
public record OptimizerState(List<Long> steps, List<List<float[]>> moments) {

  public OptimizerState {
    steps = List.copyOf(steps);
    moments = moments.stream().map(List::copyOf).toList();
    if (steps.size() != moments.size()) {
      throw BelayException.invalid(
          "an optimizer state has steps and arrays of every optimizer: steps=%d, moments=%d"
              .formatted(steps.size(), moments.size()));
    }
  }

  /** A copy of the optimizers' present state. */
  public static OptimizerState of(Optimizer... optimizers) {
    List<Optimizer> all = List.of(optimizers);
    return new OptimizerState(
        all.stream().map(Optimizer::steps).toList(),
        all.stream()
            .map(optimizer -> optimizer.moments().stream().map(float[]::clone).toList())
            .toList());
  }

  /** Puts the state into the optimizers it was taken from, or into others of the same shape. */
  public void into(Optimizer... optimizers) {
    if (optimizers.length != steps.size()) {
      throw BelayException.invalid(
          "a checkpoint holds this algorithm's optimizers: optimizers=%d, expected=%d"
              .formatted(steps.size(), optimizers.length));
    }
    for (int i = 0; i < optimizers.length; i++) {
      optimizers[i].restore(steps.get(i), moments.get(i));
    }
  }
}

package io.belay.recipe;

/** Which algorithm improves the policy, and its hyperparameters. */
public sealed interface AlgorithmSettings permits PpoSettings {

  /** Value of {@code algorithm.name}. */
  String name();

  /** γ, in [0, 1]. */
  double discount();
}

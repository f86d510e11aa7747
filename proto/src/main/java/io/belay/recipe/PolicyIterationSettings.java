package io.belay.recipe;

/**
 * Policy iteration: the greedy policy, in every state at once.
 *
 * <p>Howard 1960, Dynamic Programming and Markov Processes.
 *
 * @param discount γ, in [0, 1)
 * @param iterations of the run, at least 1
 */
public record PolicyIterationSettings(double discount, int iterations) implements ExactSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "policy-iteration";

  public PolicyIterationSettings {
    Violation.refuse(ExactKeys.checked(discount, iterations).all());
  }

  @Override
  public String name() {
    return NAME;
  }
}

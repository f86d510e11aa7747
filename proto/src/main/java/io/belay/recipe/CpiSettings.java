package io.belay.recipe;

/**
 * Conservative policy iteration: mixtures of the policy with the greedy one, the weight from the
 * advantage.
 *
 * <p>Kakade, Langford 2002, Approximately Optimal Approximate Reinforcement Learning.
 *
 * @param discount γ, in [0, 1)
 * @param iterations of the run, at least 1
 */
public record CpiSettings(double discount, int iterations) implements ExactSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "cpi-exact";

  public CpiSettings {
    Violation.refuse(ExactKeys.checked(discount, iterations).all());
  }

  @Override
  public String name() {
    return NAME;
  }
}

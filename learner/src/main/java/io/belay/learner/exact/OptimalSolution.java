package io.belay.learner.exact;

import io.belay.error.BelayException;
import io.belay.mdp.FiniteMdp;

/**
 * V* and a deterministic π* by policy iteration: evaluate, act greedily, until no action is better.
 *
 * <p>Howard 1960, Dynamic Programming and Markov Processes. It begins with the action of the
 * largest immediate reward, changes a state's action only for one that is better by more than
 * rounding, and prefers the lower number among equals, so that the same MDP always gives the same
 * π*.
 */
public final class OptimalSolution {
  private static final int MOST_ITERATIONS = 10_000;

  private final Evaluation evaluation;
  private final int[] chosen;
  private final int iterations;

  private OptimalSolution(Evaluation evaluation, int[] chosen, int iterations) {
    this.evaluation = evaluation;
    this.chosen = chosen;
    this.iterations = iterations;
  }

  /** Solves an MDP. */
  public static OptimalSolution of(FiniteMdp mdp) {
    int[] chosen = new int[mdp.states()];
    improve(mdp, Evaluation.lookAhead(mdp, new double[mdp.states()]), 0, chosen);
    for (int i = 1; i <= MOST_ITERATIONS; i++) {
      Evaluation evaluation =
          Evaluation.of(mdp, TabularPolicy.deterministic(mdp.actions(), chosen));
      if (!improve(mdp, evaluation.actionValues(), evaluation.tolerance(), chosen)) {
        return new OptimalSolution(evaluation, chosen, i);
      }
    }
    throw BelayException.fatal(
        "policy iteration ends: mdp=%s, iterations=%d".formatted(mdp.name(), MOST_ITERATIONS));
  }

  /** Acts greedily where that is better; returns whether it is anywhere. */
  private static boolean improve(
      FiniteMdp mdp, double[] actionValues, double tolerance, int[] chosen) {
    boolean better = false;
    for (int s = 0; s < chosen.length; s++) {
      int row = s * mdp.actions();
      int best = chosen[s];
      for (int a = 0; a < mdp.actions(); a++) {
        double over = actionValues[row + a] - actionValues[row + best];
        if (over > (best == chosen[s] ? tolerance : 0)) {
          best = a;
        }
      }
      better |= best != chosen[s];
      chosen[s] = best;
    }
    return better;
  }

  /** The evaluation of {@link #policy}. */
  public Evaluation evaluation() {
    return evaluation;
  }

  /** π*, deterministic. */
  public TabularPolicy policy() {
    return evaluation.policy();
  }

  /** π*(s). */
  public int action(int state) {
    return chosen[state];
  }

  /** V*, {@code [states]}; a copy. */
  public double[] values() {
    return evaluation.values();
  }

  /** V*(ρ). */
  public double value(double[] start) {
    return evaluation.value(start);
  }

  /** d_ρ^{π*}, {@code [states]}. */
  public double[] visitation(double[] start) {
    return evaluation.visitation(start);
  }

  /** Policies that were evaluated, at least 1. */
  public int iterations() {
    return iterations;
  }

  /**
   * A number that V* − V^{π*} exceeds nowhere: max(max_a Q − V)/(1 − γ), and the error of V^{π*}.
   */
  public double errorBound() {
    FiniteMdp mdp = evaluation.mdp();
    double largest = 0;
    for (int s = 0; s < mdp.states(); s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        largest = Math.max(largest, evaluation.advantage(s, a));
      }
    }
    return largest / (1 - mdp.discount()) + evaluation.errorBound();
  }
}

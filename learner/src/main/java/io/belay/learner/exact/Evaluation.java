package io.belay.learner.exact;

import io.belay.error.BelayException;
import io.belay.learner.exact.FlowSolver.Solution;
import io.belay.mdp.FiniteMdp;
import org.jspecify.annotations.Nullable;

/**
 * One policy on one MDP, exactly: V^π, Q^π, A^π and, for any start distribution, V^π(μ) and d_μ^π.
 * Immutable.
 *
 * <pre>
 *   V = r_π + γ P̃_π V         Q(s, a) = r(s, a) + γ Σ P̃(s′|s, a) V(s′)       A = Q − V
 *   d_μ = (1 − γ) μᵀ (I − γ P̃_π)⁻¹
 * </pre>
 *
 * <p>P̃ leaves out the transitions that end the episode. Lecture, "Setup" and "The Policy Gradient
 * Theorem".
 */
public final class Evaluation {
  private static final double ROUNDING = 1e-13;

  private final FiniteMdp mdp;
  private final TabularPolicy policy;
  private final DiscountedFlow flow;
  private final Solution values;
  private final double[] actionValues;

  /** Made where the first visitation is asked for; making it twice makes the same. */
  private volatile @Nullable FlowSolver forward;

  private Evaluation(FiniteMdp mdp, TabularPolicy policy, DiscountedFlow flow, Solution values) {
    this.mdp = mdp;
    this.policy = policy;
    this.flow = flow;
    this.values = values;
    this.actionValues = lookAhead(mdp, values.x());
  }

  /**
   * Evaluates a policy.
   *
   * @throws BelayException INVALID_REQUEST where the policy is of other states or actions
   */
  public static Evaluation of(FiniteMdp mdp, TabularPolicy policy) {
    if (policy.states() != mdp.states() || policy.actions() != mdp.actions()) {
      throw BelayException.invalid(
          "a policy is evaluated on an MDP of its states and actions: mdp=%s, states=%d, expected=%d, actions=%d, expected=%d"
              .formatted(
                  mdp.name(), policy.states(), mdp.states(), policy.actions(), mdp.actions()));
    }
    DiscountedFlow flow = DiscountedFlow.of(mdp, policy);
    double[] rewards = new double[mdp.states()];
    for (int s = 0; s < mdp.states(); s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        if (policy.probability(s, a) > 0) {
          rewards[s] += policy.probability(s, a) * mdp.expectedReward(s, a);
        }
      }
    }
    return new Evaluation(mdp, policy, flow, FlowSolver.backward(flow).solve(rewards));
  }

  public FiniteMdp mdp() {
    return mdp;
  }

  public TabularPolicy policy() {
    return policy;
  }

  /** V^π, {@code [states]}; a copy. */
  public double[] values() {
    return values.x().clone();
  }

  /** V^π(s). */
  public double value(int state) {
    return values.x()[state];
  }

  /**
   * V^π(μ) = Σ μ(s) V^π(s).
   *
   * @param start μ, {@code [states]}
   */
  public double value(double[] start) {
    StartDistribution.require(mdp, start);
    return Sums.dot(start, values.x());
  }

  /** A number that no error in {@link #values} exceeds. */
  public double errorBound() {
    return values.errorBound();
  }

  /** Q^π, {@code [states, actions]}; a copy. */
  public double[] actionValues() {
    return actionValues.clone();
  }

  /** Q^π(s, a). */
  public double actionValue(int state, int action) {
    return actionValues[state * mdp.actions() + action];
  }

  /** A^π = Q^π − V^π, {@code [states, actions]}; a new array. */
  public double[] advantages() {
    double[] advantages = new double[actionValues.length];
    for (int s = 0; s < mdp.states(); s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        advantages[s * mdp.actions() + a] = advantage(s, a);
      }
    }
    return advantages;
  }

  /** A^π(s, a). */
  public double advantage(int state, int action) {
    return actionValue(state, action) - value(state);
  }

  /**
   * The greedy policy, argmax_a Q^π(s, a): the lowest action among those that are best but for
   * rounding.
   */
  public TabularPolicy greedy() {
    int[] chosen = new int[mdp.states()];
    double tolerance = tolerance();
    for (int s = 0; s < chosen.length; s++) {
      double largest = actionValue(s, 0);
      for (int a = 1; a < mdp.actions(); a++) {
        largest = Math.max(largest, actionValue(s, a));
      }
      while (actionValue(s, chosen[s]) < largest - tolerance) {
        chosen[s]++;
      }
    }
    return TabularPolicy.deterministic(mdp.actions(), chosen);
  }

  /** What a difference of action values must exceed to be more than rounding. */
  double tolerance() {
    double largest = 0;
    for (double value : values.x()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return 2 * errorBound() + ROUNDING * largest;
  }

  /**
   * d_μ^π, {@code [states]}, not negative, exactly 0 where π never comes from μ, of sum 1 less the
   * mass of the end of episodes; a new array.
   *
   * @param start μ, {@code [states]}
   */
  public double[] visitation(double[] start) {
    StartDistribution.require(mdp, start);
    double[] visitation = occupancy(start);
    boolean[] reachable = flow.reachable(start);
    for (int s = 0; s < visitation.length; s++) {
      visitation[s] = reachable[s] ? Math.max(0, (1 - mdp.discount()) * visitation[s]) : 0;
    }
    return visitation;
  }

  /** xᵀ = bᵀ (I − γP̃_π)⁻¹; a new array. */
  double[] occupancy(double[] right) {
    FlowSolver solver = forward;
    if (solver == null) {
      solver = FlowSolver.forward(flow);
      forward = solver;
    }
    return solver.solve(right).x();
  }

  DiscountedFlow flow() {
    return flow;
  }

  /**
   * r(s, a) + γ Σ P̃(s′|s, a) v(s′), {@code [states, actions]}: one step, and v from there; a new
   * array.
   *
   * @param values v, {@code [states]}
   */
  public static double[] lookAhead(FiniteMdp mdp, double[] values) {
    double[] result = new double[mdp.states() * mdp.actions()];
    for (int s = 0; s < mdp.states(); s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        double sum = 0;
        for (int k = mdp.begin(s, a); k < mdp.end(s, a); k++) {
          double next = mdp.terminated(k) ? 0 : mdp.discount() * values[mdp.next(k)];
          sum += mdp.probability(k) * (mdp.reward(k) + next);
        }
        result[s * mdp.actions() + a] = sum;
      }
    }
    return result;
  }
}

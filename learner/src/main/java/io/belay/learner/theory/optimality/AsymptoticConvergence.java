package io.belay.learner.theory.optimality;

import io.belay.learner.exact.OptimalSolution;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.SmoothnessConstants;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.theory.instance.AscentRun;
import io.belay.learner.theory.instance.AscentRun.Direction;
import io.belay.learner.theory.instance.Instances;
import io.belay.learner.theory.statement.Axis;
import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Heading;
import io.belay.learner.theory.statement.Outcome;
import io.belay.learner.theory.statement.Plot;
import io.belay.learner.theory.statement.Series;
import io.belay.learner.theory.statement.Statement;
import io.belay.mdp.FiniteMdp;
import java.util.ArrayList;
import java.util.List;

/**
 * Theorem 10.3: softmax gradient ascent comes to V* where μ leaves no state out.
 *
 * <p>No number of steps can show a limit. What is checked is what the proof stands on and where it
 * leads: every step with η ≤ 1/β gains at least (η/2)‖∇V‖², and the gap, of every state, falls
 * below a small part of what it was. With β = 8/(1 − γ)³ (Agarwal et al. 2021, lemma D.4) the step
 * is (1 − γ)³/8, as printed.
 */
public final class AsymptoticConvergence implements Statement {
  private static final int STEPS = 40_000;
  private static final double PART_LEFT = 0.05;
  private static final double ROUNDING = -1e-13;

  private final Direction direction;
  private final double stepFactor;

  /**
   * The statement about a direction and a step.
   *
   * @param stepFactor η in units of (1 − γ)³/8
   */
  public AsymptoticConvergence(Direction direction, double stepFactor) {
    this.direction = direction;
    this.stepFactor = stepFactor;
  }

  /** The softmax gradient with η = (1 − γ)³/8. */
  public static AsymptoticConvergence lecture() {
    return new AsymptoticConvergence(PolicyGradient::softmax, 1);
  }

  @Override
  public Heading heading() {
    return new Heading(
        "theorem-10.3",
        "Theorem 10.3",
        "Gradient ascent converges to the optimum",
        "Softmax gradient ascent with η ≤ (1−γ)³/8 and μ(s) > 0 everywhere comes to V* in every"
            + " state.",
        "θ⁽ᵗ⁺¹⁾ = θ⁽ᵗ⁾ + η∇V⁽ᵗ⁾(μ),  η ≤ (1−γ)³/8  ⇒  V⁽ᵗ⁾(s) → V*(s)",
        "A limit cannot be run: the check is that every step gains at least (η/2)‖∇V‖², which is why"
            + " it converges, and that %d steps leave less than a twentieth of the gap in every state."
                .formatted(STEPS)
            + " The factor 8 is right for rewards in [0, 1].");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Series> curves = new ArrayList<>();
    for (FiniteMdp mdp :
        List.of(
            Instances.mdp("tree", 0.5),
            Instances.mdp("gridworld:2x2", 0.5),
            Instances.mdp("garnet:3,3,2,1", 0.5),
            Instances.mdp("garnet:4,2,2,5", 0.6))) {
      double[] start = StartDistribution.uniform(mdp);
      double stepSize = stepFactor * SmoothnessConstants.of(mdp).stepSize();
      AscentRun run = AscentRun.of(mdp, start, direction, stepSize, STEPS);
      OptimalSolution optimum = OptimalSolution.of(mdp);
      String name = Instances.label(mdp);
      findings.add(
          Finding.atLeast(
              name,
              "least gain of a step beyond (η/2)‖∇V‖²",
              run.leastProgress(stepSize),
              "0, rounding aside",
              ROUNDING));
      AscentRun begin = AscentRun.of(mdp, start, direction, stepSize, 0);
      findings.add(
          Finding.atMost(
              name,
              "largest V*(s) − V⁽ᵀ⁾(s) ÷ largest V*(s) − V⁽⁰⁾(s), T = " + STEPS,
              largestGap(optimum, run) / largestGap(optimum, begin),
              "a twentieth",
              PART_LEFT));
      curves.add(curve(name, optimum.value(start), run));
    }
    return new Outcome(
        findings,
        List.of(
            new Plot(
                "Gap of gradient ascent with η = (1−γ)³/8, μ uniform",
                Axis.logarithmic("steps"),
                Axis.logarithmic("V*(μ) − V⁽ᵗ⁾(μ)"),
                curves)));
  }

  private static double largestGap(OptimalSolution optimum, AscentRun run) {
    double largest = 0;
    for (int s = 0; s < optimum.values().length; s++) {
      largest = Math.max(largest, optimum.evaluation().value(s) - run.last().value(s));
    }
    return largest;
  }

  private static Series curve(String name, double best, AscentRun run) {
    double[] x = new double[STEPS];
    double[] gaps = new double[STEPS];
    for (int t = 0; t < STEPS; t++) {
      x[t] = t + 1;
      gaps[t] = best - run.values()[t + 1];
    }
    return Series.measured(name, x, gaps);
  }
}

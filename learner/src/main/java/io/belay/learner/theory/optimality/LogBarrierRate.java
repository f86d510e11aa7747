package io.belay.learner.theory.optimality;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.SmoothnessConstants;
import io.belay.learner.exact.SoftmaxHessian;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.exact.TabularPolicy;
import io.belay.learner.exact.algorithm.ExactProblem;
import io.belay.learner.exact.algorithm.LogBarrierAscent;
import io.belay.learner.theory.instance.Instances;
import io.belay.learner.theory.optimality.LogBarrier.Ascent;
import io.belay.learner.theory.statement.Axis;
import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Heading;
import io.belay.learner.theory.statement.Outcome;
import io.belay.learner.theory.statement.Plot;
import io.belay.learner.theory.statement.Series;
import io.belay.learner.theory.statement.Statement;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Corollary 10.5: how long log-barrier ascent takes to ε.
 *
 * <p>With M = ‖d_ρ^{π*}/μ‖∞ and λ = ε(1 − γ)/(2M), Theorem 10.4 asks for ‖∇L_λ‖ ≤ λ/(2|S||A|) = ε(1
 * − γ)/(4M|S||A|), and Lemma 9.6 gives ‖∇L_λ‖² ≤ 2β_λ/((1 − γ)T), since from θ = 0, where the
 * barrier is at its highest, L_λ has at most 1/(1 − γ) to gain. So T ≥ 32 β_λ M²|S|²|A|²/((1 −
 * γ)³ε²), and β_λ ≤ 10/(1 − γ)³ makes that the printed 320.
 *
 * <p>That is β_λ = 8/(1 − γ)³ + 2λ/|S| with 8 + 2 = 10, and not the printed 8γ/(1 − γ)³ + 2λ/|S|:
 * at γ = 0 the latter would make V linear in θ, while for one state and two actions of rewards 0
 * and 1, V = 1/(1 + e^{−x}), x = θ₂ − θ₁, has curvature up to 2 · 0.096 along θ. The 320 belongs to
 * the 8 without γ.
 */
public final class LogBarrierRate implements Statement {
  private static final double[] ACCURACIES = {0.8, 0.4, 0.2};
  private static final int MOST_STEPS = 60_000;
  private static final int POLICIES = 30;
  private static final double CONSTANT = 320;

  private final LogBarrier.Gradient gradient;

  LogBarrierRate(LogBarrier.Gradient gradient) {
    this.gradient = gradient;
  }

  /** The gradient of V + λ/(|S||A|) Σ log π. */
  public static LogBarrierRate lecture() {
    return new LogBarrierRate(LogBarrierAscent::gradient);
  }

  @Override
  public Heading heading() {
    return new Heading(
        "corollary-10.5",
        "Corollary 10.5",
        "Iterations of the log barrier",
        "Log-barrier ascent comes within ε of optimal in a number of steps that is polynomial in"
            + " |S|, |A|, 1/(1−γ), 1/ε and the mismatch coefficient.",
        "min_{t<T} V*(ρ) − V⁽ᵗ⁾(ρ) ≤ ε for T ≥ 320 |S|²|A|²/((1−γ)⁶ε²) ‖d_ρ^{π*}/μ‖∞²,"
            + "  λ = ε(1−γ)/(2‖d_ρ^{π*}/μ‖∞),  η = 1/β_λ",
        "The printed β_λ = 8γ/(1−γ)³ + 2λ/|S| has a γ too many: at γ = 0 it would make V linear in θ,"
            + " which the Hessian refutes below. With β_λ = 8/(1−γ)³ + 2λ/|S| ≤ 10/(1−γ)³ the"
            + " condition of Theorem 10.4 and Lemma 9.6 give T ≥ 32 β_λ|S|²|A|²‖d/μ‖²/((1−γ)³ε²),"
            + " and 32 · 10 is the printed 320. Ascent uses the η without the γ.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Series> series = new ArrayList<>();
    for (FiniteMdp mdp :
        List.of(
            Instances.mdp("tree", 0.5),
            Instances.mdp("garnet:3,2,2,1", 0.5),
            Instances.mdp("gridworld:2x2", 0.5))) {
      double[] needed = new double[ACCURACIES.length];
      double[] bounds = new double[ACCURACIES.length];
      for (int i = 0; i < ACCURACIES.length; i++) {
        rate(findings, mdp, ACCURACIES[i], i, needed, bounds);
      }
      double[] x = Arrays.stream(ACCURACIES).map(accuracy -> 1 / accuracy).toArray();
      String name = Instances.label(mdp);
      series.add(Series.measured("steps, " + name, x, needed));
      series.add(Series.bound("T", x, bounds));
    }
    curvature(findings);
    return new Outcome(
        findings,
        List.of(
            new Plot(
                "Steps until the gap is at most ε times the first one",
                Axis.logarithmic("first gap/ε"),
                Axis.logarithmic("steps"),
                series)));
  }

  private void rate(
      List<Finding> findings, FiniteMdp mdp, double part, int i, double[] needed, double[] bounds) {
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    double accuracy = part * problem.gap(Evaluation.of(mdp, TabularPolicy.uniform(mdp)));
    LogBarrierAscent algorithm =
        LogBarrierAscent.of(problem, LogBarrierAscent.barrier(problem, accuracy));
    Ascent end =
        LogBarrier.ascend(
            algorithm,
            gradient,
            (evaluation, slope) -> problem.gap(evaluation) <= accuracy,
            MOST_STEPS);
    double size = (double) mdp.states() * mdp.actions() * problem.mismatch();
    bounds[i] =
        CONSTANT * size * size / (StrictMath.pow(1 - mdp.discount(), 6) * accuracy * accuracy);
    needed[i] = end.enough() ? end.steps() + 1 : Double.NaN;
    findings.add(
        Finding.atMost(
            "%s, ε = %.3f".formatted(Instances.label(mdp), accuracy),
            "T by which the gap has been at most ε (no more than %d tried)".formatted(MOST_STEPS),
            needed[i],
            "320|S|²|A|²/((1−γ)⁶ε²) ‖d/μ‖²",
            bounds[i]));
  }

  /** The Hessian of V against both constants, where γ is small. */
  private static void curvature(List<Finding> findings) {
    for (double discount : new double[] {0, 0.01}) {
      FiniteMdp mdp = bandit(discount);
      SmoothnessConstants constants = SmoothnessConstants.of(mdp);
      double largest = 0;
      for (int i = 0; i < POLICIES; i++) {
        double[] theta = {0, -3 + 0.2 * i};
        Evaluation evaluation = Evaluation.of(mdp, TabularPolicy.softmax(1, 2, theta));
        largest = Math.max(largest, SoftmaxHessian.of(evaluation, mdp.start()).norm());
      }
      String name = Instances.label(mdp);
      String quantity = "largest ‖∇²V‖ of " + POLICIES + " policies";
      findings.add(
          Finding.atLeast(
              name,
              quantity,
              largest,
              "more than the print allows, 8γ/(1−γ)³",
              discount * constants.smoothness()));
      findings.add(Finding.atMost(name, quantity, largest, "8/(1−γ)³", constants.smoothness()));
    }
  }

  /** One state, two actions that stay, for 0 and for 1. */
  private static FiniteMdp bandit(double discount) {
    return new FiniteMdpBuilder("bandit", 1, 2)
        .discount(discount)
        .start(0, 1)
        .transition(0, 0, 0, 1, 0)
        .transition(0, 1, 0, 1, 1)
        .build();
  }
}

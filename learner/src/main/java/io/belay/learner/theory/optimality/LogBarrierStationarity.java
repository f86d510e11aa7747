package io.belay.learner.theory.optimality;

import io.belay.learner.exact.Mismatch;
import io.belay.learner.exact.OptimalSolution;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.exact.algorithm.ExactProblem;
import io.belay.learner.exact.algorithm.LogBarrierAscent;
import io.belay.learner.theory.instance.Instance;
import io.belay.learner.theory.instance.Instances;
import io.belay.learner.theory.instance.Randomness;
import io.belay.learner.theory.instance.Vectors;
import io.belay.learner.theory.optimality.LogBarrier.Ascent;
import io.belay.learner.theory.statement.Axis;
import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Heading;
import io.belay.learner.theory.statement.Outcome;
import io.belay.learner.theory.statement.Plot;
import io.belay.learner.theory.statement.Series;
import io.belay.learner.theory.statement.Statement;
import io.belay.mdp.FiniteMdp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Theorem 10.4: where the barrier's gradient is short, the policy is near-optimal under every ρ.
 */
public final class LogBarrierStationarity implements Statement {
  private static final double[] BARRIERS = {0.1, 0.2, 0.5, 1};
  private static final int MOST_STEPS = 60_000;

  private final LogBarrier.Gradient gradient;

  LogBarrierStationarity(LogBarrier.Gradient gradient) {
    this.gradient = gradient;
  }

  /** The gradient of V + λ/(|S||A|) Σ log π. */
  public static LogBarrierStationarity lecture() {
    return new LogBarrierStationarity(LogBarrierAscent::gradient);
  }

  @Override
  public Heading heading() {
    return new Heading(
        "theorem-10.4",
        "Theorem 10.4",
        "Stationary points of the barrier are near-optimal",
        "If the gradient of the log-barrier objective is at most λ/(2|S||A|), the policy is within"
            + " 2λ/(1−γ) times the mismatch coefficient of optimal, under every ρ.",
        "‖∇L_λ(θ)‖ ≤ λ/(2|S||A|)  ⇒  V(ρ) ≥ V*(ρ) − 2λ/(1−γ) ‖d_ρ^{π*}/μ‖∞",
        "ρ runs over every single state and over μ. The ascent stops at the first θ whose gradient"
            + " is short enough.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    for (FiniteMdp mdp :
        List.of(
            Instances.mdp("tree", 0.5),
            Instances.mdp("garnet:3,3,2,1", 0.5),
            Instances.mdp("garnet:5,2,2,5", 0.7),
            Instances.mdp("gridworld:2x2", 0.6))) {
      findings.add(slope(Instances.softmax(mdp, 1)));
      ExactProblem problem = ExactProblem.of(mdp, Randomness.distribution(mdp.states(), 4));
      for (double barrier : BARRIERS) {
        examine(findings, points, problem, barrier);
      }
    }
    return new Outcome(findings, List.of(plot(points)));
  }

  private Finding slope(Instance instance) {
    LogBarrierAscent algorithm =
        LogBarrierAscent.of(ExactProblem.of(instance.mdp(), instance.start()), 0.5);
    double[] differences =
        Vectors.differences(theta -> LogBarrier.value(algorithm, theta), instance.theta());
    return Finding.equal(
        instance.name(),
        "relative distance of ∇L_λ from differences of L_λ, λ = 0.5",
        Vectors.relativeDifference(gradient.at(algorithm, instance.evaluation()), differences),
        1e-7);
  }

  private void examine(
      List<Finding> findings, List<double[]> points, ExactProblem problem, double barrier) {
    FiniteMdp mdp = problem.mdp();
    LogBarrierAscent algorithm = LogBarrierAscent.of(problem, barrier);
    double needed = algorithm.gradientNormNeeded();
    Ascent end =
        LogBarrier.ascend(algorithm, gradient, (evaluation, slope) -> slope <= needed, MOST_STEPS);
    String name = "%s, λ = %s".formatted(Instances.label(mdp), barrier);
    findings.add(
        Finding.atMost(
            name, "‖∇L_λ‖ after %d steps".formatted(end.steps()), end.slope(), "ε_opt", needed));
    OptimalSolution optimum = problem.optimum();
    double tightest = 0;
    for (int s = 0; s <= mdp.states(); s++) {
      double[] report = s < mdp.states() ? StartDistribution.at(mdp, s) : problem.restart();
      double gap = optimum.value(report) - end.evaluation().value(report);
      double bound =
          2
              * barrier
              / (1 - mdp.discount())
              * Mismatch.coefficient(optimum.visitation(report), problem.restart());
      tightest = Math.max(tightest, gap / bound);
      if (gap > 0) {
        points.add(new double[] {bound, gap});
      }
    }
    findings.add(Finding.atMost(name, "largest gap ÷ bound over all ρ", tightest, "the bound", 1));
  }

  private static Plot plot(List<double[]> points) {
    points.sort(Comparator.comparingDouble(point -> point[0]));
    List<double[]> kept = new ArrayList<>();
    for (double[] point : points) {
      if (kept.isEmpty() || kept.getLast()[0] < point[0]) {
        kept.add(point);
      }
    }
    double[] x = kept.stream().mapToDouble(point -> point[0]).toArray();
    return new Plot(
        "Gap at the end of the ascent, every instance, λ and ρ",
        Axis.logarithmic("2λ/(1−γ) times mismatch"),
        Axis.logarithmic("V*(ρ) − V(ρ)"),
        Series.points("gap", x, kept.stream().mapToDouble(point -> point[1]).toArray()),
        Series.bound("bound", x, x));
  }
}

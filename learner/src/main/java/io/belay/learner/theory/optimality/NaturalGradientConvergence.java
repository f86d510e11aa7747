package io.belay.learner.theory.optimality;

import io.belay.learner.exact.SmoothnessConstants;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.exact.algorithm.ExactProblem;
import io.belay.learner.theory.instance.Instances;
import io.belay.learner.theory.instance.Vectors;
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
 * Theorem 10.7: the gap of softmax NPG after T steps, for every T, any η, any size.
 *
 * <p>The proof bounds the mean of the gaps of π⁽⁰⁾ … π⁽ᵀ⁻¹⁾, and so, as gaps never grow, that of
 * π⁽ᵀ⁻¹⁾, and states the bound for π⁽ᵀ⁾. The print holds; the bound with T + 1 for T does too, and
 * both are checked.
 */
public final class NaturalGradientConvergence implements Statement {
  private static final int STEPS = 200;
  private static final double[] FACTORS = {0.2, 1, 5, 50};
  private static final int[] SIZES = {10, 30, 100, 300, 1000};
  private static final int[] WIDTHS = {4, 12, 40, 120, 400};
  private static final double ACCURACY = 0.1;
  private static final double GROWN_DISCOUNT = 0.8;
  private static final double ROUNDING = 1e-9;

  private final NaturalRun.Step step;

  NaturalGradientConvergence(NaturalRun.Step step) {
    this.step = step;
  }

  /** The closed form of Lemma 10.6. */
  public static NaturalGradientConvergence lecture() {
    return new NaturalGradientConvergence(NaturalRun.Step.lecture());
  }

  @Override
  public Heading heading() {
    return new Heading(
        "theorem-10.7",
        "Theorem 10.7",
        "NPG converges at a rate free of dimension",
        "Softmax NPG from θ = 0 is within log|A|/(ηT) + 1/((1−γ)²T) of optimal after T steps, whatever"
            + " η, |S|, |A| and ρ.",
        "V⁽ᵀ⁾(ρ) ≥ V*(ρ) − log|A|/(ηT) − 1/((1−γ)²T);  η = (1−γ)² log|A|  ⇒  T ≤ 2/((1−γ)²ε)",
        "The proof gives this for π⁽ᵀ⁻¹⁾, so that for π⁽ᵀ⁾ it holds with T + 1 for T: the print is"
            + " right and one step generous; the sharper form is checked, too. ε-optimal after"
            + " 2/((1−γ)²ε) steps means the smallest T of which that is certain.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (FiniteMdp mdp :
        List.of(
            Instances.mdp("tree", 0.9),
            Instances.mdp("chain:10", 10.0 / 11),
            Instances.mdp("FrozenLake-v1", 0.99),
            Instances.mdp("gridworld:4x4,0.1", 0.95),
            Instances.mdp("garnet:20,4,3,1", 0.9),
            Instances.mdp("garnet:20,4,3,2", 0.5),
            Instances.mdp("garnet:60,10,5,3", 0.9))) {
      everyStep(findings, plots, mdp);
    }
    grown(findings, plots, "|S|", SIZES, "garnet:%d,4,4,1");
    grown(findings, plots, "|A|", WIDTHS, "garnet:20,%d,4,1");
    return new Outcome(findings, plots);
  }

  private void everyStep(List<Finding> findings, List<Plot> plots, FiniteMdp mdp) {
    ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
    SmoothnessConstants constants = problem.constants();
    List<Series> series = new ArrayList<>();
    for (double factor : FACTORS) {
      double stepSize = factor * constants.naturalStepSize(mdp.actions());
      NaturalRun run = NaturalRun.of(problem, step, stepSize, STEPS, evaluation -> false);
      double[] gaps = new double[STEPS];
      double[] bounds = new double[STEPS];
      double printed = 0;
      double sharper = 0;
      for (int t = 1; t <= STEPS; t++) {
        double bound = constants.naturalGap(mdp.actions(), stepSize, t);
        gaps[t - 1] = problem.gap(run.evaluations().get(t));
        bounds[t - 1] = bound;
        printed = Math.max(printed, gaps[t - 1] / bound);
        sharper =
            Math.max(sharper, gaps[t - 1] / constants.naturalGap(mdp.actions(), stepSize, t + 1));
      }
      String name = "%s, η = %s(1−γ)² log|A|".formatted(Instances.label(mdp), factor);
      findings.add(
          Finding.atMost(name, "largest gap ÷ bound, T = 1 … " + STEPS, printed, "the bound", 1));
      findings.add(Finding.atMost(name, "largest gap ÷ bound with T + 1", sharper, "the bound", 1));
      series.add(Series.measured("gap, η = %s(1−γ)² log|A|".formatted(factor), x(), gaps));
      series.add(Series.bound("its bound", x(), bounds));
    }
    if (mdp.name().startsWith("Frozen") || mdp.name().startsWith("chain")) {
      plots.add(
          new Plot(
              "Gap of NPG on " + Instances.label(mdp),
              Axis.logarithmic("T"),
              Axis.logarithmic("V*(ρ) − V⁽ᵀ⁾(ρ)"),
              series));
    }
  }

  private static double[] x() {
    return Vectors.upTo(STEPS);
  }

  /** Iterations to ε while one size grows a hundredfold. */
  private void grown(
      List<Finding> findings, List<Plot> plots, String what, int[] sizes, String id) {
    double[] x = new double[sizes.length];
    double[] needed = new double[sizes.length];
    double[] bounds = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      FiniteMdp mdp = Instances.mdp(id.formatted(sizes[i]), GROWN_DISCOUNT);
      ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
      double stepSize = problem.constants().naturalStepSize(mdp.actions());
      x[i] = sizes[i];
      bounds[i] =
          Math.ceil(2 / ((1 - GROWN_DISCOUNT) * (1 - GROWN_DISCOUNT) * ACCURACY) - ROUNDING);
      NaturalRun run =
          NaturalRun.of(
              problem,
              step,
              stepSize,
              (int) bounds[i] + 1,
              evaluation -> problem.gap(evaluation) <= ACCURACY);
      needed[i] = run.steps();
      findings.add(
          Finding.atMost(
              Instances.label(mdp),
              "T until the gap is at most ε = " + ACCURACY,
              needed[i],
              "2/((1−γ)²ε)",
              bounds[i]));
    }
    plots.add(
        new Plot(
            "Steps to ε = %s while %s grows a hundredfold".formatted(ACCURACY, what),
            Axis.logarithmic(what),
            Axis.linear("T"),
            Series.measured("steps of NPG", x, needed),
            Series.bound("2/((1−γ)²ε)", x, bounds)));
  }
}

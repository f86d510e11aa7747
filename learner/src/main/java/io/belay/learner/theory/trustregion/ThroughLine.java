package io.belay.learner.theory.trustregion;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.exact.TabularPolicy;
import io.belay.learner.exact.algorithm.ExactProblem;
import io.belay.learner.exact.algorithm.ExactRun;
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
 * The table that the lecture ends with, measured: iterations to ε by algorithm, while |S|, |A| or
 * the mismatch coefficient grows.
 */
public final class ThroughLine implements Statement {
  /** Iterations after which a run is given up. */
  private static final int CAP = 20_000;

  private static final double NO_GROWTH = 1.5;
  private static final double PART = 0.25;
  private static final int[] SIZES = {2, 4, 8, 16, 32};
  private static final int[] WIDTHS = {2, 4, 8, 16};
  private static final double[] WEIGHTS = {1, 0.3, 0.1, 0.03, 0.01};
  private static final double DISCOUNT = 0.4;
  private static final int CHAIN = 2;

  private final List<Method> methods;

  ThroughLine(List<Method> methods) {
    this.methods = List.copyOf(methods);
  }

  /** GA, log barrier, NPG, TRPO, CPI. */
  public static ThroughLine lecture() {
    return new ThroughLine(Method.lecture());
  }

  @Override
  public Heading heading() {
    return new Heading(
        "through-line",
        "The Through-Line",
        "Iterations to ε, method by method",
        "The iterations of NPG grow with neither |S|, |A| nor the mismatch coefficient; those of gradient"
            + " ascent, the log barrier and conservative policy iteration may.",
        "log barrier 320|S|²|A|²/((1−γ)⁶ε²) ‖d_ρ^{π*}/μ‖∞²;  NPG 2/((1−γ)²ε);"
            + "  CPI 8/((1−γ)⁶ε²) ‖d_ρ^{π*}/μ‖∞²",
        "ε is a quarter of the uniform policy's gap under ρ. Runs are given up after %d iterations; what"
                .formatted(CAP)
            + " took longer is drawn there and not held against a bound. Gradient ascent and TRPO have"
            + " no rate in the lecture; TRPO's radius is 0.05 in all runs, so that near the optimum"
            + " it may step over it. CPI's bound follows from Kakade and Langford 2002: a step gains"
            + " at least 𝔸²/(8ε_A), and the gap is at most ‖d/μ‖∞ 𝔸/(1−γ)².");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    List<ExactProblem> states = new ArrayList<>();
    for (int size : SIZES) {
      FiniteMdp mdp = Instances.mdp("garnet:%d,4,2,1".formatted(size), DISCOUNT);
      states.add(ExactProblem.of(mdp, StartDistribution.uniform(mdp)));
    }
    plots.add(table(findings, "|S|", states, problem -> problem.mdp().states()));
    List<ExactProblem> actions = new ArrayList<>();
    for (int width : WIDTHS) {
      FiniteMdp mdp = Instances.mdp("garnet:4,%d,2,1".formatted(width), DISCOUNT);
      actions.add(ExactProblem.of(mdp, StartDistribution.uniform(mdp)));
    }
    plots.add(table(findings, "|A|", actions, problem -> problem.mdp().actions()));
    List<ExactProblem> mismatches = new ArrayList<>();
    for (double weight : WEIGHTS) {
      FiniteMdp mdp = Instances.mdp("chain:" + CHAIN, DISCOUNT);
      mismatches.add(ExactProblem.of(mdp, spread(mdp, weight)));
    }
    plots.add(table(findings, "mismatch ‖d/μ‖∞", mismatches, ExactProblem::mismatch));
    return new Outcome(findings, plots);
  }

  /** μ = w · uniform + (1 − w) · ρ. */
  private static double[] spread(FiniteMdp mdp, double weight) {
    double[] start = StartDistribution.uniform(mdp);
    double[] report = mdp.start();
    for (int s = 0; s < start.length; s++) {
      start[s] = weight * start[s] + (1 - weight) * report[s];
    }
    return start;
  }

  private interface Size {
    double of(ExactProblem problem);
  }

  private Plot table(List<Finding> findings, String what, List<ExactProblem> problems, Size size) {
    double[] x = problems.stream().mapToDouble(size::of).toArray();
    double[] ends = {x[0], x[x.length - 1]};
    List<Series> series = new ArrayList<>();
    series.add(Series.bound("given up", ends, new double[] {CAP, CAP}));
    for (Method method : methods) {
      double[] needed = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        String name = "%s, %s = %s".formatted(problems.get(i).mdp().name(), what, rounded(x[i]));
        needed[i] = iterations(findings, name, method, problems.get(i));
      }
      if (method.free()) {
        findings.add(
            Finding.atMost(
                "all " + what,
                "iterations of %s at the largest ÷ at the smallest".formatted(method.name()),
                needed[x.length - 1] / needed[0],
                "does not grow",
                NO_GROWTH));
      }
      series.add(Series.measured(method.name(), x, needed));
    }
    return new Plot(
        "Iterations to ε by " + what + ", γ = " + DISCOUNT,
        Axis.logarithmic(what),
        Axis.logarithmic("iterations"),
        series);
  }

  private static String rounded(double value) {
    double shown = Math.rint(value * 100) / 100;
    return shown == Math.rint(shown) ? Long.toString((long) shown) : Double.toString(shown);
  }

  /** Runs a method to ε or to the cap, and holds the number of iterations against its guarantee. */
  private static int iterations(
      List<Finding> findings, String name, Method method, ExactProblem problem) {
    double accuracy =
        PART * problem.gap(Evaluation.of(problem.mdp(), TabularPolicy.uniform(problem.mdp())));
    int iterations = iterations(method, problem, accuracy);
    double bound = method.bound().of(problem, accuracy);
    if (iterations < CAP) {
      boolean guaranteed = Double.isFinite(bound);
      findings.add(
          Finding.atMost(
              name,
              "iterations of " + method.name(),
              iterations,
              guaranteed ? "its guarantee" : "given up after",
              guaranteed ? bound : CAP));
    } else if (Double.isFinite(bound)) {
      findings.add(
          Finding.atLeast(
              name,
              "guarantee of " + method.name() + ", given up",
              bound,
              "iterations tried",
              CAP));
    }
    return iterations;
  }

  /** The first iteration whose gap is at most ε, at most {@link #CAP}. */
  private static int iterations(Method method, ExactProblem problem, double accuracy) {
    ExactRun run = ExactRun.begin(method.algorithm().of(problem, accuracy));
    int iterations = 0;
    while (iterations < CAP && problem.gap(run.evaluation()) > accuracy) {
      run.advance();
      iterations++;
    }
    return iterations;
  }
}

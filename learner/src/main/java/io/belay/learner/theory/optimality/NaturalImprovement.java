package io.belay.learner.theory.optimality;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.exact.TabularPolicy;
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
 * Lemma 10.8: every NPG step improves, and by how much at least.
 *
 * <p>It is said of any μ; it holds for every μ if and only if it does for every single state, which
 * is what is checked.
 */
public final class NaturalImprovement implements Statement {
  private static final int STEPS = 120;
  private static final double[] FACTORS = {0.2, 1, 20};
  private static final double ROUNDING = 1e-12;

  private final NaturalRun.Step step;

  NaturalImprovement(NaturalRun.Step step) {
    this.step = step;
  }

  /** The closed form of Lemma 10.6. */
  public static NaturalImprovement lecture() {
    return new NaturalImprovement(NaturalRun.Step.lecture());
  }

  @Override
  public Heading heading() {
    return new Heading(
        "lemma-10.8",
        "Lemma 10.8",
        "Every NPG step improves",
        "Each step of softmax NPG raises the value under every distribution by at least (1−γ)/η times"
            + " the mean of log Zₜ, which is not negative.",
        "V⁽ᵗ⁺¹⁾(μ) − V⁽ᵗ⁾(μ) ≥ (1−γ)/η E_{s∼μ} log Zₜ(s) ≥ 0",
        "Checked at every step for every single state, and so for every μ.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (FiniteMdp mdp : Instances.small()) {
      ExactProblem problem = ExactProblem.of(mdp, StartDistribution.uniform(mdp));
      for (double factor : FACTORS) {
        double stepSize = factor * problem.constants().naturalStepSize(mdp.actions());
        NaturalRun run = NaturalRun.of(problem, step, stepSize, STEPS, evaluation -> false);
        String name = "%s, η = %s(1−γ)² log|A|".formatted(Instances.label(mdp), factor);
        examine(findings, run, stepSize, name, problem);
        if (mdp.name().startsWith("garnet:12") && factor == 1) {
          plots.add(plot(run, stepSize, problem, name));
        }
      }
    }
    return new Outcome(findings, plots);
  }

  private static void examine(
      List<Finding> findings, NaturalRun run, double stepSize, String name, ExactProblem problem) {
    double least = Double.POSITIVE_INFINITY;
    double leastLog = Double.POSITIVE_INFINITY;
    double discount = problem.mdp().discount();
    for (int t = 0; t < run.steps(); t++) {
      Evaluation before = run.evaluations().get(t);
      Evaluation after = run.evaluations().get(t + 1);
      for (int s = 0; s < problem.mdp().states(); s++) {
        double log = logZ(before, stepSize, s);
        leastLog = Math.min(leastLog, log);
        least = Math.min(least, after.value(s) - before.value(s) - (1 - discount) / stepSize * log);
      }
    }
    double rounding = ROUNDING * problem.constants().valueSpan();
    findings.add(
        Finding.atLeast(
            name,
            "least V⁽ᵗ⁺¹⁾(s) − V⁽ᵗ⁾(s) − (1−γ)/η log Zₜ(s)",
            least,
            "0, rounding aside",
            -rounding));
    findings.add(
        Finding.atLeast(name, "least log Zₜ(s)", leastLog, "0, rounding aside", -ROUNDING));
  }

  /** log Σ π(a|s) exp(η A(s, a)/(1 − γ)). */
  private static double logZ(Evaluation evaluation, double stepSize, int state) {
    TabularPolicy policy = evaluation.policy();
    double factor = stepSize / (1 - evaluation.mdp().discount());
    double largest = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < policy.actions(); a++) {
      largest = Math.max(largest, factor * evaluation.advantage(state, a));
    }
    double sum = 0;
    for (int a = 0; a < policy.actions(); a++) {
      sum +=
          policy.probability(state, a)
              * StrictMath.exp(factor * evaluation.advantage(state, a) - largest);
    }
    return largest + StrictMath.log(sum);
  }

  private static Plot plot(NaturalRun run, double stepSize, ExactProblem problem, String name) {
    double[] gained = new double[run.steps()];
    double[] promised = new double[run.steps()];
    double factor = (1 - problem.mdp().discount()) / stepSize;
    double[] start = problem.restart();
    for (int t = 0; t < run.steps(); t++) {
      gained[t] = run.evaluations().get(t + 1).value(start) - run.evaluations().get(t).value(start);
      for (int s = 0; s < start.length; s++) {
        promised[t] += factor * start[s] * logZ(run.evaluations().get(t), stepSize, s);
      }
    }
    double[] x = Vectors.upTo(run.steps());
    return new Plot(
        "Gain of each step under uniform μ, " + name,
        Axis.linear("t"),
        Axis.logarithmic("gain"),
        Series.measured("V⁽ᵗ⁺¹⁾(μ) − V⁽ᵗ⁾(μ)", x, gained),
        Series.bound("(1−γ)/η E_μ log Zₜ", x, promised));
  }
}

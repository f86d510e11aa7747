package io.belay.learner.theory.gradients;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.theory.instance.Instance;
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
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** d_μ^π ≥ (1 − γ) μ, and d_μ^π is the distribution that its definition sums up. */
public final class VisitationFloor implements Statement {
  private static final double SUM_TOLERANCE = 1e-9;
  private static final double NEGLIGIBLE = 1e-13;

  private final BiFunction<Evaluation, double[], double[]> visitation;

  /**
   * The statement about a visitation.
   *
   * @param visitation d_μ^π of an evaluated policy and μ
   */
  public VisitationFloor(BiFunction<Evaluation, double[], double[]> visitation) {
    this.visitation = visitation;
  }

  /** The statement about the exact visitation. */
  public static VisitationFloor lecture() {
    return new VisitationFloor(Evaluation::visitation);
  }

  @Override
  public Heading heading() {
    return new Heading(
        "visitation",
        "Definition of d_μ^π",
        "Discounted visitation",
        "d_μ^π is (1−γ) Σ γᵗ P(sₜ = s), so it is nowhere below (1−γ) μ.",
        "d_μ^π(s) := (1−γ) Σₜ γᵗ P^π(sₜ = s | s₀ ∼ μ) ≥ (1−γ) μ(s)",
        "Where episodes end, the sum over the states is below 1: the rest is the time after the end,"
            + " where nothing is earned and no policy acts.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (Instance instance : Instances.softmax()) {
      double[] d = visitation.apply(instance.evaluation(), instance.start());
      double[] summed = summed(instance);
      double apart = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int s = 0; s < d.length; s++) {
        apart = Math.max(apart, Math.abs(d[s] - summed[s]));
        least = Math.min(least, d[s] / ((1 - instance.mdp().discount()) * instance.start()[s]));
      }
      findings.add(
          Finding.equal(instance.name(), "largest |d(s) − its sum over t|", apart, SUM_TOLERANCE));
      findings.add(
          Finding.atLeast(instance.name(), "least d(s)/((1−γ) μ(s))", least, "the floor", 1));
      if (instance.name().startsWith("garnet:12") || instance.name().startsWith("Frozen")) {
        plots.add(plot(instance, d));
      }
    }
    return new Outcome(findings, plots);
  }

  /** (1 − γ) Σ γᵗ P(s_t = s), term by term until γᵗ is negligible. */
  private static double[] summed(Instance instance) {
    FiniteMdp mdp = instance.mdp();
    double[] policy = instance.policy().probabilities();
    double[] now = instance.start().clone();
    double[] sum = new double[now.length];
    for (double weight = 1 - mdp.discount(); weight > NEGLIGIBLE; weight *= mdp.discount()) {
      double[] next = new double[now.length];
      for (int s = 0; s < now.length; s++) {
        sum[s] += weight * now[s];
        for (int a = 0; a < mdp.actions(); a++) {
          for (int k = mdp.begin(s, a); k < mdp.end(s, a); k++) {
            if (!mdp.terminated(k)) {
              next[mdp.next(k)] += now[s] * policy[s * mdp.actions() + a] * mdp.probability(k);
            }
          }
        }
      }
      now = next;
    }
    return sum;
  }

  private static Plot plot(Instance instance, double[] d) {
    double[] x = new double[d.length];
    Arrays.setAll(x, s -> s);
    double[] floor = new double[d.length];
    Arrays.setAll(floor, s -> (1 - instance.mdp().discount()) * instance.start()[s]);
    return new Plot(
        "Visitation on " + instance.name(),
        Axis.linear("state"),
        Axis.logarithmic("probability"),
        Series.measured("d_μ^π(s)", x, d),
        Series.bound("(1−γ) μ(s)", x, floor));
  }
}

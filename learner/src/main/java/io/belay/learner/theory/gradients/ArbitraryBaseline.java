package io.belay.learner.theory.gradients;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.Scores;
import io.belay.learner.theory.instance.Instance;
import io.belay.learner.theory.instance.Instances;
import io.belay.learner.theory.instance.Randomness;
import io.belay.learner.theory.instance.Vectors;
import io.belay.learner.theory.statement.Axis;
import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Heading;
import io.belay.learner.theory.statement.Outcome;
import io.belay.learner.theory.statement.Plot;
import io.belay.learner.theory.statement.Series;
import io.belay.learner.theory.statement.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The gradient is the same whatever function of the state is subtracted from Q. */
public final class ArbitraryBaseline implements Statement {
  private static final double ROUNDING = 1e-9;
  private static final double[] SIZES = {0, 0.1, 1, 10, 100, 1000};

  private final Form form;

  /** ∇V(μ) with a baseline. */
  @FunctionalInterface
  public interface Form {

    /**
     * The gradient, {@code [parameters]}.
     *
     * @param start μ, {@code [states]}
     * @param baseline b, {@code [states]}
     */
    double[] at(Evaluation evaluation, Scores scores, double[] start, double[] baseline);
  }

  public ArbitraryBaseline(Form form) {
    this.form = form;
  }

  /** The form of the lecture. */
  public static ArbitraryBaseline lecture() {
    return new ArbitraryBaseline(PolicyGradient::baselineForm);
  }

  @Override
  public Heading heading() {
    return new Heading(
        "baseline",
        "After Theorem 9.4",
        "The baseline is arbitrary",
        "Subtracting any function of the state from Q leaves the policy gradient as it is.",
        "∇V(μ) = E_{s∼d_μ, a∼π}[(Q(s,a) − b(s)) ∇log π(a|s)]/(1−γ) for every b: S → ℝ",
        "");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Series> series = new ArrayList<>();
    for (Instance instance : Instances.softmax()) {
      Evaluation evaluation = instance.evaluation();
      Scores scores = instance.scores();
      double[] without =
          form.at(evaluation, scores, instance.start(), new double[evaluation.values().length]);
      double[] distances = new double[SIZES.length];
      for (int i = 0; i < SIZES.length; i++) {
        double[] baseline = Randomness.normals(evaluation.values().length, SIZES[i], 11 + i);
        double[] gradient = form.at(evaluation, scores, instance.start(), baseline);
        double scale = Vectors.largest(without) + SIZES[i];
        distances[i] = Vectors.largest(Vectors.plus(gradient, -1, without)) / scale;
      }
      double worst = Arrays.stream(distances).max().orElseThrow();
      findings.add(
          Finding.equal(
              instance.name(),
              "distance of the gradients with a random baseline and with none",
              worst,
              ROUNDING));
      findings.add(
          Finding.equal(
              instance.name(),
              "distance from differences of V with b = V",
              Vectors.relativeDifference(
                  form.at(evaluation, scores, instance.start(), evaluation.values()),
                  Vectors.differences(instance::value, instance.theta())),
              1e-7));
      series.add(
          Series.measured(
              instance.name(),
              Arrays.copyOfRange(SIZES, 1, SIZES.length),
              Arrays.stream(distances).skip(1).map(d -> Math.max(d, 1e-18)).toArray()));
    }
    double[] x = {SIZES[1], SIZES[SIZES.length - 1]};
    series.addFirst(Series.bound("rounding", x, new double[] {ROUNDING, ROUNDING}));
    return new Outcome(
        findings,
        List.of(
            new Plot(
                "Distance from the gradient without a baseline",
                Axis.logarithmic("standard deviation of b(s)"),
                Axis.logarithmic("relative distance"),
                series)));
  }
}

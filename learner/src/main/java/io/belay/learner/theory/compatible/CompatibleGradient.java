package io.belay.learner.theory.compatible;

import io.belay.learner.exact.CompatibleFit;
import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.Scores;
import io.belay.learner.theory.instance.Instance;
import io.belay.learner.theory.instance.Vectors;
import io.belay.learner.theory.statement.Axis;
import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Heading;
import io.belay.learner.theory.statement.Outcome;
import io.belay.learner.theory.statement.Plot;
import io.belay.learner.theory.statement.Series;
import io.belay.learner.theory.statement.Statement;
import java.util.ArrayList;
import java.util.List;

/** Lemma 11.1: the gradient does not change if the advantage gives way to its fit by the scores. */
public final class CompatibleGradient implements Statement {
  private static final double ROUNDING = 1e-9;

  private final Fit fit;

  /** The weights that fit the advantage by scores. */
  @FunctionalInterface
  public interface Fit {

    /**
     * w, {@code [parameters]}.
     *
     * @param start μ, {@code [states]}
     */
    double[] of(Evaluation evaluation, Scores scores, double[] start);

    /** w* of smallest length, by singular values. */
    static Fit lecture() {
      return (evaluation, scores, start) ->
          CompatibleFit.of(
                  evaluation.policy(),
                  scores,
                  evaluation.visitation(start),
                  evaluation.advantages())
              .weights();
    }
  }

  public CompatibleGradient(Fit fit) {
    this.fit = fit;
  }

  /** The least-squares fit. */
  public static CompatibleGradient lecture() {
    return new CompatibleGradient(Fit.lecture());
  }

  @Override
  public Heading heading() {
    return new Heading(
        "lemma-11.1",
        "Lemma 11.1",
        "Compatible function approximation",
        "The best linear fit of the advantage by the scores gives the same gradient as the"
            + " advantage.",
        "∇V(μ) = E[∇log π Â]/(1−γ),  Â = w*·∇log π,  w* ∈ argmin E(A − w·∇log π)²",
        "On log-linear policies with fewer parameters than pairs the fit leaves an error, and the"
            + " gradient is exact all the same: the error is orthogonal to the scores.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (Instance instance : CompatibleInstances.all()) {
      Evaluation evaluation = instance.evaluation();
      Scores scores = instance.scores();
      double[] fitted = scores.times(fit.of(evaluation, scores, instance.start()));
      double[] gradient = PolicyGradient.advantageForm(evaluation, scores, instance.start());
      double[] fromFit = scores.weighted(weighted(evaluation, instance.start(), fitted));
      findings.add(
          Finding.equal(
              instance.name(),
              "relative distance of E[∇log π Â]/(1−γ) from ∇V",
              Vectors.relativeDifference(fromFit, gradient),
              ROUNDING));
      findings.add(
          Finding.atMost(
              instance.name(),
              "E(A − Â)² ÷ E A²",
              squared(evaluation, instance.start(), fitted)
                  / squared(evaluation, instance.start(), new double[fitted.length]),
              "that of w = 0",
              1));
      if (instance.name().contains("log-linear") && plots.size() < 2) {
        double[] x = Vectors.upTo(fitted.length);
        plots.add(
            new Plot(
                "Advantage and its fit on " + instance.name(),
                Axis.linear("pair (s, a)"),
                Axis.linear("advantage"),
                Series.measured("A", x, evaluation.advantages()),
                Series.measured("Â = w*·∇log π", x, fitted)));
      }
    }
    return new Outcome(findings, plots);
  }

  /** d(s) π(a|s) Â(s, a)/(1 − γ). */
  private static double[] weighted(Evaluation evaluation, double[] start, double[] fitted) {
    double[] visitation = evaluation.visitation(start);
    int actions = evaluation.mdp().actions();
    double[] weights = new double[fitted.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] =
          visitation[i / actions]
              * evaluation.policy().probability(i / actions, i % actions)
              * fitted[i]
              / (1 - evaluation.mdp().discount());
    }
    return weights;
  }

  /** E(A − Â)². */
  private static double squared(Evaluation evaluation, double[] start, double[] fitted) {
    double[] visitation = evaluation.visitation(start);
    int actions = evaluation.mdp().actions();
    double sum = 0;
    for (int i = 0; i < fitted.length; i++) {
      double off = evaluation.advantage(i / actions, i % actions) - fitted[i];
      sum +=
          visitation[i / actions]
              * evaluation.policy().probability(i / actions, i % actions)
              * off
              * off;
    }
    return sum;
  }
}

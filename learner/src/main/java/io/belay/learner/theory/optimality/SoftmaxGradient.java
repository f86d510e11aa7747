package io.belay.learner.theory.optimality;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.theory.instance.AscentRun.Direction;
import io.belay.learner.theory.instance.Instance;
import io.belay.learner.theory.instance.Instances;
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

/** Lemma 10.2: the closed form of the gradient of tabular softmax. */
public final class SoftmaxGradient implements Statement {
  private final Direction closedForm;

  public SoftmaxGradient(Direction closedForm) {
    this.closedForm = closedForm;
  }

  /** d(s) π(a|s) A(s, a)/(1 − γ). */
  public static SoftmaxGradient lecture() {
    return new SoftmaxGradient(PolicyGradient::softmax);
  }

  @Override
  public Heading heading() {
    return new Heading(
        "lemma-10.2",
        "Lemma 10.2",
        "The softmax gradient",
        "With tabular softmax the slope along a logit is visitation times probability times"
            + " advantage.",
        "∂V(μ)/∂θ(s,a) = d_μ(s) π(a|s) A(s,a)/(1−γ)",
        "Held against the return's form of Theorem 9.4, which uses neither Q nor A, and against"
            + " differences of V.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (Instance instance : Instances.softmax()) {
      Evaluation evaluation = instance.evaluation();
      double[] closed = closedForm.at(evaluation, instance.start());
      double[] returns = PolicyGradient.returnForm(evaluation, instance.scores(), instance.start());
      double[] differences = Vectors.differences(instance::value, instance.theta());
      findings.add(
          Finding.equal(
              instance.name(),
              "relative distance from the return's form",
              Vectors.relativeDifference(closed, returns),
              1e-10));
      findings.add(
          Finding.equal(
              instance.name(),
              "relative distance from differences of V",
              Vectors.relativeDifference(closed, differences),
              1e-7));
      if (instance.name().startsWith("garnet:8") || instance.name().startsWith("grid")) {
        double[] x = Vectors.upTo(closed.length);
        plots.add(
            new Plot(
                "∇V(μ) on " + instance.name(),
                Axis.linear("logit"),
                Axis.linear("slope"),
                Series.measured("closed form", x, closed),
                Series.points("differences of V", x, differences)));
      }
    }
    return new Outcome(findings, plots);
  }
}

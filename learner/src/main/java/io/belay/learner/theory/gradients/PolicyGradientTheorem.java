package io.belay.learner.theory.gradients;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.Scores;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Theorem 9.4: the three forms of ∇V(μ) are one vector, that of central differences of V(μ).
 *
 * <p>Each form is computed from its own quantities; the differences use values alone.
 */
public final class PolicyGradientTheorem implements Statement {
  private static final double ROUNDING = 1e-10;
  private static final double DIFFERENCES = 1e-7;

  private final List<Form> forms;

  /** A form of the gradient. */
  public record Form(String name, Gradient gradient) {}

  /** ∇V^{π_θ}(μ) of an evaluated policy. */
  @FunctionalInterface
  public interface Gradient {

    /**
     * The gradient, {@code [parameters]}.
     *
     * @param start μ, {@code [states]}
     */
    double[] at(Evaluation evaluation, Scores scores, double[] start);
  }

  public PolicyGradientTheorem(List<Form> forms) {
    this.forms = List.copyOf(forms);
  }

  /** REINFORCE, action-value and advantage. */
  public static PolicyGradientTheorem lecture() {
    return new PolicyGradientTheorem(
        List.of(
            new Form("REINFORCE", PolicyGradient::returnForm),
            new Form("action-value", PolicyGradient::actionValueForm),
            new Form("advantage", PolicyGradient::advantageForm)));
  }

  @Override
  public Heading heading() {
    return new Heading(
        "theorem-9.4",
        "Theorem 9.4",
        "Three faces of the policy gradient",
        "The REINFORCE, action-value and advantage forms of the policy gradient are equal.",
        "∇V(μ) = E[R(τ) Σₜ ∇log π(aₜ|sₜ)] = E_{s∼d_μ, a∼π}[Q(s,a) ∇log π(a|s)]/(1−γ)"
            + " = E_{s∼d_μ, a∼π}[A(s,a) ∇log π(a|s)]/(1−γ)",
        "In the REINFORCE form the sum over all t does not converge absolutely where episodes do not"
            + " end: the score of later steps keeps adding variance. Its mean is taken reward by"
            + " reward, each with the scores up to it; those after it have mean 0.");
  }

  @Override
  public Outcome examine() {
    List<Instance> instances =
        Stream.concat(Instances.softmax().stream(), Instances.logLinear().stream()).toList();
    List<Finding> findings = new ArrayList<>();
    double[][] apart = new double[forms.size()][instances.size()];
    for (int i = 0; i < instances.size(); i++) {
      Instance instance = instances.get(i);
      double[] differences = Vectors.differences(instance::value, instance.theta());
      double[] first = gradient(forms.getFirst(), instance);
      for (int f = 0; f < forms.size(); f++) {
        double[] gradient = gradient(forms.get(f), instance);
        apart[f][i] = Vectors.relativeDifference(gradient, differences);
        findings.add(
            Finding.equal(
                instance.name(),
                forms.get(f).name() + " form, relative distance from differences of V",
                apart[f][i],
                DIFFERENCES));
        if (f > 0) {
          findings.add(
              Finding.equal(
                  instance.name(),
                  "relative distance of "
                      + forms.get(f).name()
                      + " from "
                      + forms.getFirst().name(),
                  Vectors.relativeDifference(gradient, first),
                  ROUNDING));
        }
      }
    }
    return new Outcome(findings, List.of(components(instances.get(3)), distances(apart)));
  }

  private static double[] gradient(Form form, Instance instance) {
    return form.gradient().at(instance.evaluation(), instance.scores(), instance.start());
  }

  private Plot components(Instance instance) {
    double[] x = Vectors.upTo(instance.theta().length);
    List<Series> series = new ArrayList<>();
    for (Form form : forms) {
      series.add(Series.measured(form.name(), x, gradient(form, instance)));
    }
    series.add(
        Series.points(
            "differences of V", x, Vectors.differences(instance::value, instance.theta())));
    return new Plot(
        "∇V(μ) on " + instance.name(), Axis.linear("parameter"), Axis.linear("slope"), series);
  }

  private Plot distances(double[][] apart) {
    int count = apart[0].length;
    double[] x = Vectors.upTo(count);
    List<Series> series = new ArrayList<>();
    for (int f = 0; f < forms.size(); f++) {
      series.add(Series.points(forms.get(f).name(), x, apart[f]));
    }
    double[] bound = new double[count];
    Arrays.fill(bound, DIFFERENCES);
    series.addFirst(Series.bound("what differences of V are good for", x, bound));
    return new Plot(
        "Distance from differences of V, by instance",
        Axis.linear("instance"),
        Axis.logarithmic("relative distance"),
        series);
  }
}

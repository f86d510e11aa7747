package io.belay.learner.theory.optimality;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.FisherMatrix;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.SymmetricMatrix;
import io.belay.learner.exact.TabularPolicy;
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
import java.util.function.Function;

/** Lemma 10.6: with softmax F†∇V is A/(1 − γ), up to a constant a state. */
public final class NaturalGradientClosedForm implements Statement {
  private static final double[] STEP_SIZES = {0.01, 0.1, 1};
  private static final double ROUNDING = 1e-8;

  private final Function<Evaluation, double[]> direction;

  /**
   * The statement about a direction.
   *
   * @param direction of an evaluated policy, {@code [states · actions]}
   */
  public NaturalGradientClosedForm(Function<Evaluation, double[]> direction) {
    this.direction = direction;
  }

  /** A/(1 − γ). */
  public static NaturalGradientClosedForm lecture() {
    return new NaturalGradientClosedForm(evaluation -> {
      double[] advantages = evaluation.advantages();
      double horizon = 1 / (1 - evaluation.mdp().discount());
      return Vectors.plus(new double[advantages.length], horizon, advantages);
    });
  }

  @Override
  public Heading heading() {
    return new Heading(
        "lemma-10.6",
        "Lemma 10.6",
        "The natural step of softmax in closed form",
        "With tabular softmax the natural gradient is the advantage over 1 − γ, up to a constant in"
            + " each state, so that the step multiplies probabilities by exp(ηA/(1−γ)).",
        "F_ρ†∇V(ρ) = A/(1−γ) + c_s,  π⁽ᵗ⁺¹⁾(a|s) = π⁽ᵗ⁾(a|s) exp(ηA⁽ᵗ⁾(s,a)/(1−γ))/Zₜ(s)",
        "F† is computed by singular value decomposition. The proof divides by d_ρ(s): where ρ can"
            + " never come to a state, F†∇V leaves its logits alone and the closed form does not;"
            + " no value that ρ sees differs. ρ leaves no state out here.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (Instance instance : Instances.softmax()) {
      Evaluation evaluation = instance.evaluation();
      SymmetricMatrix fisher =
          FisherMatrix.of(
              evaluation.policy(), instance.scores(), evaluation.visitation(instance.start()));
      double[] natural =
          fisher.pseudoinverseTimes(PolicyGradient.softmax(evaluation, instance.start()));
      double[] closed = direction.apply(evaluation);
      double scale = Math.max(Vectors.largest(closed), Vectors.largest(natural));
      findings.add(
          Finding.equal(
              instance.name(),
              "largest difference of F†∇V and A/(1−γ), centred by state",
              Vectors.largest(
                      Vectors.plus(centred(natural, evaluation), -1, centred(closed, evaluation)))
                  / scale,
              ROUNDING));
      for (double stepSize : STEP_SIZES) {
        double eta = stepSize / scale;
        findings.add(
            Finding.equal(
                instance.name(),
                "largest difference of π⁽ᵗ⁺¹⁾, η = %.2g".formatted(eta),
                Vectors.largest(
                    Vectors.plus(
                        next(instance, eta, natural), -1, multiplied(evaluation, eta, closed))),
                ROUNDING));
      }
      if (instance.name().startsWith("garnet:5") || instance.name().startsWith("grid")) {
        double[] x = Vectors.upTo(closed.length);
        plots.add(
            new Plot(
                "Natural gradient on " + instance.name(),
                Axis.linear("logit"),
                Axis.linear("direction"),
                Series.measured("A/(1−γ), centred", x, centred(closed, evaluation)),
                Series.points("F†∇V by SVD, centred", x, centred(natural, evaluation))));
      }
    }
    return new Outcome(findings, plots);
  }

  /** w(s, a) − Σ π(a′|s) w(s, a′). */
  private static double[] centred(double[] direction, Evaluation evaluation) {
    TabularPolicy policy = evaluation.policy();
    double[] result = direction.clone();
    for (int s = 0; s < policy.states(); s++) {
      double mean = 0;
      for (int a = 0; a < policy.actions(); a++) {
        mean += policy.probability(s, a) * direction[s * policy.actions() + a];
      }
      for (int a = 0; a < policy.actions(); a++) {
        result[s * policy.actions() + a] -= mean;
      }
    }
    return result;
  }

  private static double[] next(Instance instance, double stepSize, double[] direction) {
    return instance
        .family()
        .policy(Vectors.plus(instance.theta(), stepSize, direction))
        .probabilities();
  }

  /** π exp(η w)/Z, without logits. */
  private static double[] multiplied(Evaluation evaluation, double stepSize, double[] direction) {
    TabularPolicy policy = evaluation.policy();
    double[] result = policy.probabilities();
    for (int s = 0; s < policy.states(); s++) {
      double sum = 0;
      for (int i = s * policy.actions(); i < (s + 1) * policy.actions(); i++) {
        result[i] *= StrictMath.exp(stepSize * direction[i]);
        sum += result[i];
      }
      for (int i = s * policy.actions(); i < (s + 1) * policy.actions(); i++) {
        result[i] /= sum;
      }
    }
    return result;
  }
}

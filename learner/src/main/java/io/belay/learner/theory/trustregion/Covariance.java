package io.belay.learner.theory.trustregion;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.FisherMatrix;
import io.belay.learner.exact.PolicyFamily;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.ReparametrizedFamily;
import io.belay.learner.exact.Scores;
import io.belay.learner.exact.SymmetricMatrix;
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
import java.util.List;
import java.util.stream.Stream;

/**
 * TRPO goes along the same path of policies in any linear coordinates; gradient ascent does not.
 *
 * <p>With θ = Mφ, M regular, g_φ = Mᵀg and F_φ = MᵀFM, so MF_φ†g_φ solves Fx = g as F†g does. The
 * two differ by a vector of F's kernel, along which no policy of these families changes, and
 * g_φᵀF_φ†g_φ = gᵀF†g.
 */
public final class Covariance implements Statement {
  private static final int STEPS = 10;
  private static final double RADIUS = 1e-3;
  private static final double ROUNDING = 1e-6;
  private static final double NOT_ROUNDING = 1e-3;

  private final TrustRegionStep step;

  public Covariance(TrustRegionStep step) {
    this.step = step;
  }

  /** TRPO's step. */
  public static Covariance lecture() {
    return new Covariance(TrustRegionStep.derived());
  }

  @Override
  public Heading heading() {
    return new Heading(
        "covariance",
        "The Fisher metric makes the update covariant",
        "One path of policies in all coordinates",
        "In any linear coordinates θ = Mφ TRPO's steps make the same policies; those of gradient"
            + " ascent are others.",
        "π_θ⁽ᵗ⁾ = π_φ⁽ᵗ⁾ for all t, where θ⁽⁰⁾ = Mφ⁽⁰⁾",
        "M is a random regular matrix. Gradient ascent, for comparison, takes steps of one length along"
            + " the gradient of its own coordinates.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    List<Instance> instances =
        Stream.concat(Instances.softmax().stream().skip(3).limit(2), Instances.logLinear().stream())
            .toList();
    for (Instance instance : instances) {
      int d = instance.family().parameters();
      ReparametrizedFamily other =
          new ReparametrizedFamily(instance.family(), d, Randomness.normals(d * d, 1, 77));
      double[] phi = Randomness.normals(d, 0.2, 78);
      double[] theta = other.original(phi);
      TrustRegionStep ascent = ascent();
      double[] trust = apart(instance, other, theta, phi, step);
      double[] plain = apart(instance, other, theta, phi, ascent);
      findings.add(
          Finding.equal(
              instance.name(),
              "largest difference of probabilities in %d steps of TRPO".formatted(STEPS),
              trust[STEPS],
              ROUNDING));
      findings.add(
          Finding.atLeast(
              instance.name(),
              "the same of gradient ascent",
              plain[STEPS],
              "not rounding",
              NOT_ROUNDING));
      if (plots.size() < 2) {
        double[] x = Vectors.upTo(STEPS);
        plots.add(
            new Plot(
                "Distance of the policies in two coordinates, " + instance.name(),
                Axis.linear("step"),
                Axis.logarithmic("largest difference so far"),
                Series.measured("TRPO", x, tail(trust)),
                Series.measured("gradient ascent", x, tail(plain))));
      }
    }
    return new Outcome(findings, plots);
  }

  private static TrustRegionStep ascent() {
    return (gradient, fisher, radius) ->
        Vectors.plus(
            new double[gradient.length], Math.sqrt(radius) / Vectors.norm(gradient), gradient);
  }

  private static double[] tail(double[] distances) {
    double[] tail = new double[STEPS];
    for (int t = 0; t < STEPS; t++) {
      tail[t] = Math.max(distances[t + 1], 1e-18);
    }
    return tail;
  }

  /** Largest difference of probabilities so far, {@code [STEPS + 1]}. */
  private static double[] apart(
      Instance instance,
      ReparametrizedFamily other,
      double[] theta,
      double[] phi,
      TrustRegionStep step) {
    double[] apart = new double[STEPS + 1];
    double[] one = theta;
    double[] two = phi;
    for (int t = 0; t <= STEPS; t++) {
      double[] difference =
          Vectors.plus(
              instance.family().policy(one).probabilities(), -1, other.policy(two).probabilities());
      apart[t] = Math.max(t == 0 ? 0 : apart[t - 1], Vectors.largest(difference));
      one = next(instance, instance.family(), one, step);
      two = next(instance, other, two, step);
    }
    return apart;
  }

  private static double[] next(
      Instance instance, PolicyFamily family, double[] parameters, TrustRegionStep step) {
    Evaluation evaluation = Evaluation.of(instance.mdp(), family.policy(parameters));
    Scores scores = family.scores(parameters);
    double[] gradient = PolicyGradient.advantageForm(evaluation, scores, instance.start());
    SymmetricMatrix fisher =
        FisherMatrix.of(evaluation.policy(), scores, evaluation.visitation(instance.start()));
    return Vectors.plus(parameters, 1, step.of(gradient, fisher, RADIUS));
  }
}

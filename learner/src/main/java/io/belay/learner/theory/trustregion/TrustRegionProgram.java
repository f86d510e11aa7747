package io.belay.learner.theory.trustregion;

import io.belay.learner.exact.Divergences;
import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.FisherMatrix;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.SymmetricMatrix;
import io.belay.learner.exact.TabularPolicy;
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
 * TRPO's step solves max gᵀΔ subject to ½ΔᵀFΔ ≤ δ, and is the natural gradient with a step size of
 * its own.
 *
 * <p>The Lagrangian's g = νFΔ gives Δ = F†g/ν, and ½ΔᵀFΔ = δ gives ½gᵀF†g/ν² = δ, 1/ν =
 * √(2δ/(gᵀF†g)). The print has √(δ/…): its ½ΔᵀFΔ is δ/2, and its gᵀΔ a factor √2 too small.
 */
public final class TrustRegionProgram implements Statement {
  private static final double[] RADII = {1e-4, 1e-3, 1e-2, 1e-1};
  private static final int CANDIDATES = 300;
  private static final double ROUNDING = 1e-9;
  private static final double POLICY_ROUNDING = 1e-7;

  private final TrustRegionStep step;

  public TrustRegionProgram(TrustRegionStep step) {
    this.step = step;
  }

  /** √(2δ/(gᵀF†g)) F†g. */
  public static TrustRegionProgram lecture() {
    return new TrustRegionProgram(TrustRegionStep.derived());
  }

  @Override
  public Heading heading() {
    return new Heading(
        "trpo-step",
        "TRPO is natural policy gradient",
        "The self-normalised natural step",
        "The step that gains most to first order within a Fisher trust region is along the natural"
            + " gradient, of a length that the radius gives.",
        "argmax {gᵀΔ : ½ΔᵀFΔ ≤ δ} = √(2δ/(gᵀF†g)) F†g",
        "The print has √(δ/(gᵀF⁻¹g)), without the 2 of its own constraint ½ΔᵀFΔ ≤ δ: that step ends"
            + " at ½ΔᵀFΔ = δ/2 and gains 1/√2 of what is allowed. From g = νFΔ and ½ΔᵀFΔ = δ follows"
            + " 1/ν = √(2δ/(gᵀF†g)). F is singular with tabular softmax, so F⁻¹ is F†.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Instance> instances =
        Stream.concat(Instances.softmax().stream(), Instances.logLinear().stream().limit(2))
            .toList();
    for (Instance instance : instances) {
      Local local = Local.of(instance);
      for (double radius : List.of(RADII[0], RADII[2])) {
        examine(findings, instance, local, radius);
      }
    }
    for (Instance instance : Instances.softmax()) {
      asNaturalGradient(findings, instance);
    }
    return new Outcome(findings, List.of(plot(instances.get(4))));
  }

  /** Gradient and Fisher matrix at θ_t. */
  private record Local(double[] gradient, SymmetricMatrix fisher) {

    static Local of(Instance instance) {
      Evaluation evaluation = instance.evaluation();
      return new Local(
          PolicyGradient.advantageForm(evaluation, instance.scores(), instance.start()),
          FisherMatrix.of(
              evaluation.policy(), instance.scores(), evaluation.visitation(instance.start())));
    }

    double halfSquare(double[] delta) {
      return Vectors.dot(delta, fisher.times(delta)) / 2;
    }
  }

  private void examine(List<Finding> findings, Instance instance, Local local, double radius) {
    String name = "%s, δ = %s".formatted(instance.name(), radius);
    double[] delta = step.of(local.gradient(), local.fisher(), radius);
    double gained = Vectors.dot(local.gradient(), delta);
    findings.add(
        Finding.equal(
            name, "|½ΔᵀFΔ ÷ δ − 1|", Math.abs(local.halfSquare(delta) / radius - 1), ROUNDING));
    double best = 0;
    for (int i = 0; i < CANDIDATES; i++) {
      double[] other = Randomness.normals(delta.length, 1, 200 + i);
      double[] near = Vectors.plus(delta, 0.1 * Vectors.norm(delta) / Vectors.norm(other), other);
      for (double[] candidate : List.of(other, near)) {
        double length = Math.sqrt(radius / local.halfSquare(candidate));
        best = Math.max(best, length * Vectors.dot(local.gradient(), candidate));
      }
    }
    findings.add(
        Finding.atMost(
            name,
            "largest gᵀΔ′ of %d other steps as long ÷ gᵀΔ".formatted(2 * CANDIDATES),
            best / gained,
            "that of Δ",
            1));
    double[] printed = TrustRegionStep.printed().of(local.gradient(), local.fisher(), radius);
    findings.add(
        Finding.equal(
            name,
            "|½ΔᵀFΔ ÷ δ − ½| of the printed step",
            Math.abs(local.halfSquare(printed) / radius - 0.5),
            ROUNDING));
  }

  /** The policy after the step is that after θ + ηA/(1 − γ) with η = √(2δ/(gᵀF†g)). */
  private void asNaturalGradient(List<Finding> findings, Instance instance) {
    double radius = RADII[2];
    Local local = Local.of(instance);
    double[] delta = step.of(local.gradient(), local.fisher(), radius);
    double[] natural = local.fisher().pseudoinverseTimes(local.gradient());
    double eta = Math.sqrt(2 * radius / Vectors.dot(local.gradient(), natural));
    double[] closed =
        Vectors.plus(
            instance.theta(),
            eta / (1 - instance.mdp().discount()),
            instance.evaluation().advantages());
    double[] trust = Vectors.plus(instance.theta(), 1, delta);
    findings.add(
        Finding.equal(
            "%s, δ = %s".formatted(instance.name(), radius),
            "largest difference of π from that of NPG in closed form",
            Vectors.largest(
                Vectors.plus(
                    instance.family().policy(trust).probabilities(),
                    -1,
                    instance.family().policy(closed).probabilities())),
            POLICY_ROUNDING));
  }

  private Plot plot(Instance instance) {
    Local local = Local.of(instance);
    double[] derived = new double[RADII.length];
    double[] printed = new double[RADII.length];
    for (int i = 0; i < RADII.length; i++) {
      derived[i] = divergence(instance, step.of(local.gradient(), local.fisher(), RADII[i]));
      printed[i] =
          divergence(
              instance, TrustRegionStep.printed().of(local.gradient(), local.fisher(), RADII[i]));
    }
    return new Plot(
        "Divergence of the step taken on " + instance.name(),
        Axis.logarithmic("radius δ"),
        Axis.logarithmic("E_{d} KL(π ‖ π′)"),
        Series.measured("step √(2δ/(gᵀF†g)) F†g", RADII, derived),
        Series.bound("δ", RADII, RADII),
        Series.measured("printed, √(δ/(gᵀF†g)) F†g", RADII, printed));
  }

  private static double divergence(Instance instance, double[] delta) {
    TabularPolicy after = instance.family().policy(Vectors.plus(instance.theta(), 1, delta));
    return Divergences.ofPolicies(
        instance.policy(), after, instance.evaluation().visitation(instance.start()));
  }
}

package io.belay.learner.theory.gradients;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.SoftmaxFamily;
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
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.ready.TreeMdp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Lemma 9.5: V is not concave in the parameters, neither of the direct nor of the softmax
 * parametrization.
 *
 * <p>The witness is the tree. In state order s₁, s₂ and with the logits of (a₁, a₂), θ⁽¹⁾ = (0, log
 * 3) in both states, θ⁽²⁾ = −θ⁽¹⁾, so that π⁽¹⁾(a₂) = 3/4, π⁽²⁾(a₂) = 1/4 and the middle is
 * uniform.
 */
public final class NonConcavity implements Statement {
  private static final double DISCOUNT = 0.9;
  private static final double ROUNDING = 1e-12;
  private static final int SEGMENTS = 40;
  private static final int SEGMENT_POINTS = 41;
  private static final double SOME_EXCESS = 1e-4;
  private static final double LOG_3 = StrictMath.log(3);

  private final BiFunction<FiniteMdp, TabularPolicy, Evaluation> evaluate;

  /**
   * The statement about an evaluation.
   *
   * @param evaluate a policy on an MDP
   */
  public NonConcavity(BiFunction<FiniteMdp, TabularPolicy, Evaluation> evaluate) {
    this.evaluate = evaluate;
  }

  /** The statement about exact values. */
  public static NonConcavity lecture() {
    return new NonConcavity(Evaluation::of);
  }

  @Override
  public Heading heading() {
    return new Heading(
        "lemma-9.5",
        "Lemma 9.5",
        "The objective is not concave",
        "On a tree of two decisions V lies below its chord, for the direct and for the softmax"
            + " parametrization: 9/16 r + 1/16 r > 2 · 1/4 r.",
        "V⁽¹⁾(s₁) = 9/16 r,  V⁽²⁾(s₁) = 1/16 r,  V⁽ᵐⁱᵈ⁾(s₁) = 1/4 r",
        "The reward is that of the second step and is discounted: V(s₁) = γ π(a₂|s₁) π(a₂|s₂) r."
            + " The print leaves the γ out. Here r = 1/γ, which gives the printed numbers; the"
            + " inequality holds for every γ above 0.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    FiniteMdp tree = TreeMdp.of(1 / DISCOUNT, DISCOUNT);
    double[] direct = curve(tree, part -> mixture(tree, part));
    double[] softmax = curve(tree, part -> tempered(tree, part));
    check(findings, "tree, direct", direct);
    check(findings, "tree, softmax", softmax);
    for (FiniteMdp mdp : Instances.small()) {
      Instance instance = Instances.softmax(mdp, 1);
      findings.add(
          Finding.atLeast(
              instance.name(),
              "largest V⁽¹⁾ + V⁽²⁾ − 2V⁽ᵐⁱᵈ⁾ of " + SEGMENTS + " random segments of logits",
              largestExcess(instance),
              "above 0",
              SOME_EXCESS));
    }
    double[] x = parts();
    return new Outcome(
        findings,
        List.of(
            new Plot(
                "V(s₁) of the tree along the segment from θ⁽²⁾ to θ⁽¹⁾",
                Axis.linear("part of the way"),
                Axis.linear("V(s₁)/r"),
                Series.measured("direct", x, direct),
                Series.measured("softmax", x, softmax),
                Series.bound(
                    "chord: a concave V would be above",
                    new double[] {0, 1},
                    new double[] {1.0 / 16, 9.0 / 16}))));
  }

  private static void check(List<Finding> findings, String instance, double[] curve) {
    double first = curve[SEGMENT_POINTS - 1];
    double second = curve[0];
    double middle = curve[SEGMENT_POINTS / 2];
    findings.add(Finding.equal(instance, "|V⁽¹⁾ − 9/16 r|", Math.abs(first - 9.0 / 16), ROUNDING));
    findings.add(Finding.equal(instance, "|V⁽²⁾ − 1/16 r|", Math.abs(second - 1.0 / 16), ROUNDING));
    findings.add(Finding.equal(instance, "|V⁽ᵐⁱᵈ⁾ − 1/4 r|", Math.abs(middle - 1.0 / 4), ROUNDING));
    findings.add(
        Finding.atLeast(
            instance, "V⁽¹⁾ + V⁽²⁾ − 2V⁽ᵐⁱᵈ⁾", first + second - 2 * middle, "r/8", 1.0 / 8));
  }

  private interface Along {
    TabularPolicy policy(double part);
  }

  /** V(s₁) by part of the way, in units of γr = 1. */
  private double[] curve(FiniteMdp mdp, Along along) {
    double[] parts = parts();
    double[] values = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = evaluate.apply(mdp, along.policy(parts[i])).value(mdp.start());
    }
    return values;
  }

  private static double[] parts() {
    double[] parts = new double[SEGMENT_POINTS];
    for (int i = 0; i < SEGMENT_POINTS; i++) {
      parts[i] = (double) i / (SEGMENT_POINTS - 1);
    }
    return parts;
  }

  /** Probabilities on the segment: π(a₂) from 1/4 to 3/4. */
  private static TabularPolicy mixture(FiniteMdp mdp, double part) {
    return tempered(mdp, 0).mixedWith(tempered(mdp, 1), part);
  }

  /** Logits on the segment: θ(a₂) from −log 3 to log 3. */
  private static TabularPolicy tempered(FiniteMdp mdp, double part) {
    double[] logits = new double[mdp.states() * mdp.actions()];
    for (int s = 0; s < mdp.states(); s++) {
      logits[s * mdp.actions() + 1] = (2 * part - 1) * LOG_3;
    }
    return new SoftmaxFamily(mdp.states(), mdp.actions()).policy(logits);
  }

  private double largestExcess(Instance instance) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < SEGMENTS; i++) {
      double[] half = Randomness.normals(instance.theta().length, 2, 100 + i);
      double excess =
          value(instance, Vectors.plus(instance.theta(), 1, half))
              + value(instance, Vectors.plus(instance.theta(), -1, half))
              - 2 * value(instance, instance.theta());
      largest = Math.max(largest, excess);
    }
    return largest;
  }

  private double value(Instance instance, double[] theta) {
    return evaluate.apply(instance.mdp(), instance.family().policy(theta)).value(instance.start());
  }
}

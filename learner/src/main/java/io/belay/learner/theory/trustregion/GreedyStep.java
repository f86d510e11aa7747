package io.belay.learner.theory.trustregion;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.TabularPolicy;
import io.belay.learner.theory.instance.ExpectedAdvantage;
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
import java.util.List;

/**
 * A full greedy step by the surrogate can lower the value; one of the conservative weight cannot.
 *
 * <p>With α = (1 − γ)𝔸/(4ε) the bound of {@link SurrogateImprovement} leaves a gain of at least
 * 𝔸²/(8ε): α/(1 − γ)(𝔸 − 2αε/(1 − γ)) = α𝔸/(2(1 − γ)). Kakade and Langford 2002, corollary 4.2.
 */
public final class GreedyStep implements Statement {
  private static final int GARNETS = 300;
  private static final double FIRST = 0.9;
  private static final int POINTS = 101;
  private static final double ROUNDING = 1e-12;

  private final Weight weight;

  /** How far to go towards the greedy policy. */
  @FunctionalInterface
  public interface Weight {

    /**
     * α, in [0, 1].
     *
     * @param surrogate 𝔸, above 0
     * @param largest ε, above 0
     * @param discount γ
     */
    double of(double surrogate, double largest, double discount);
  }

  public GreedyStep(Weight weight) {
    this.weight = weight;
  }

  /** α = (1 − γ)𝔸/(4ε). */
  public static GreedyStep lecture() {
    return new GreedyStep(
        (surrogate, largest, discount) -> (1 - discount) * surrogate / (4 * largest));
  }

  @Override
  public Heading heading() {
    return new Heading(
        "greedy-step",
        "Contrast with greedy policy iteration",
        "Full steps can fail, conservative ones cannot",
        "The policy of the largest surrogate advantage can be worse than the present one, as it goes"
            + " where the surrogate did not look; a step of weight (1−γ)𝔸/(4ε) towards it gains at"
            + " least 𝔸²/(8ε).",
        "𝔸 > 0, yet V^π′(μ) < V^π(μ);  V^{π_α}(μ) ≥ V^π(μ) + 𝔸²/(8ε) for α = (1−γ)𝔸/(4ε)",
        "It takes policies that cannot tell all states apart, or advantages that are estimated."
            + " Exact policy iteration over all policies improves every state at every step, which"
            + " is checked, too: the print's contrast is with its approximate form.");
  }

  /** A policy, the greedy one of its class, and what a step between them comes to. */
  private record Case(AliasedMdp aliased, Evaluation evaluation, TabularPolicy greedy) {

    static Case of(AliasedMdp aliased) {
      Evaluation evaluation = Evaluation.of(aliased.mdp(), aliased.mostlyFirst(FIRST));
      return new Case(aliased, evaluation, aliased.greedy(evaluation, aliased.mdp().start()));
    }

    double surrogate() {
      double[] start = aliased.mdp().start();
      return ExpectedAdvantage.of(evaluation, greedy, evaluation.visitation(start));
    }

    double largest() {
      double largest = 0;
      for (int s = 0; s < aliased.mdp().states(); s++) {
        largest = Math.max(largest, Math.abs(ExpectedAdvantage.at(evaluation, greedy, s)));
      }
      return largest;
    }

    double gain(double part) {
      double[] start = aliased.mdp().start();
      TabularPolicy mixed = evaluation.policy().mixedWith(greedy, part);
      return Evaluation.of(aliased.mdp(), mixed).value(start) - evaluation.value(start);
    }
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    Case corridor = Case.of(AliasedMdp.corridor());
    findings.add(
        Finding.atLeast(
            corridor.aliased().name(),
            "surrogate advantage 𝔸 of the greedy policy",
            corridor.surrogate(),
            "above 0",
            ROUNDING));
    findings.add(
        Finding.atMost(
            corridor.aliased().name(),
            "gain of the full greedy step",
            corridor.gain(1),
            "below 0",
            -ROUNDING));
    findings.add(conservative(corridor));
    randomly(findings);
    exactly(findings);
    return new Outcome(findings, List.of(plot(corridor)));
  }

  private Finding conservative(Case one) {
    double surrogate = one.surrogate();
    double largest = one.largest();
    double part = weight.of(surrogate, largest, one.aliased().mdp().discount());
    return Finding.atLeast(
        one.aliased().name(),
        "gain of the step of weight α",
        one.gain(part),
        "𝔸²/(8ε)",
        surrogate * surrogate / (8 * largest));
  }

  private void randomly(List<Finding> findings) {
    int failures = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int seed = 1; seed <= GARNETS; seed++) {
      Case one = Case.of(AliasedMdp.random(seed));
      failures += one.gain(1) < -ROUNDING && one.surrogate() > ROUNDING ? 1 : 0;
      if (one.surrogate() > ROUNDING) {
        Finding finding = conservative(one);
        least = Math.min(least, finding.measured() - finding.bound());
      }
    }
    String name = GARNETS + " Garnets, states in groups of 4";
    findings.add(
        Finding.atLeast(
            name, "on how many a full greedy step lowers V", failures, "there are some", 1));
    findings.add(
        Finding.atLeast(
            name, "least gain of the step of weight α beyond 𝔸²/(8ε)", least, "0", -ROUNDING));
  }

  /** Over all policies the greedy step improves everywhere. */
  private static void exactly(List<Finding> findings) {
    for (FiniteMdp mdp : Instances.small()) {
      Instance instance = Instances.softmax(mdp, 1);
      Evaluation before = instance.evaluation();
      Evaluation after = Evaluation.of(mdp, before.greedy());
      double least = Double.POSITIVE_INFINITY;
      for (int s = 0; s < mdp.states(); s++) {
        least = Math.min(least, after.value(s) - before.value(s));
      }
      findings.add(
          Finding.atLeast(
              instance.name(),
              "least gain of a state by the exact greedy step over all policies",
              least,
              "0, rounding aside",
              -ROUNDING * (1 + Math.abs(before.value(0)))));
    }
  }

  private Plot plot(Case one) {
    double[] parts = new double[POINTS];
    double[] gains = new double[POINTS];
    double[] predicted = new double[POINTS];
    double horizon = 1 / (1 - one.aliased().mdp().discount());
    for (int i = 0; i < POINTS; i++) {
      parts[i] = (double) i / (POINTS - 1);
      gains[i] = one.gain(parts[i]);
      predicted[i] = parts[i] * one.surrogate() * horizon;
    }
    double chosen = weight.of(one.surrogate(), one.largest(), one.aliased().mdp().discount());
    return new Plot(
        "From the present policy to the greedy one, " + one.aliased().name(),
        Axis.linear("weight α"),
        Axis.linear("gain"),
        Series.measured("V^{π_α}(μ) − V^π(μ)", parts, gains),
        Series.bound("α𝔸/(1−γ), as the surrogate has it", parts, predicted),
        Series.points("conservative step", new double[] {chosen}, new double[] {one.gain(chosen)}));
  }
}

package io.belay.learner.theory.trustregion;

import io.belay.learner.algorithm.ppo.PpoLoss;
import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.Scores;
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

/**
 * PPO's gradient, case by case: the slope of min(rA, clip(r, 1 ± ε)A) by log π is rA, or 0 where
 * the clipped branch is the smaller.
 *
 * <p>It is Belay's own PPO loss that is asked, in {@code float}.
 */
public final class ClippedGradient implements Statement {
  private static final float CLIP = 0.2f;
  private static final double ROUNDING = 1e-5;
  private static final int POINTS = 201;
  private static final double LARGEST_RATIO = 2;

  private static final List<Case> CASES =
      List.of(
          new Case("A > 0, r above 1 + ε", 1.5f, 2, false),
          new Case("A > 0, r within", 1.1f, 2, true),
          new Case("A > 0, r below 1 − ε", 0.5f, 2, true),
          new Case("A < 0, r below 1 − ε", 0.5f, -2, false),
          new Case("A < 0, r within", 0.9f, -2, true),
          new Case("A < 0, r above 1 + ε", 1.5f, -2, true));

  private final Slope slope;

  private record Case(String name, float ratio, float advantage, boolean moves) {}

  /** The weight of ∇log π in the ascent direction. */
  @FunctionalInterface
  public interface Slope {

    /**
     * ∂/∂ log π of the clipped objective.
     *
     * @param ratio r, above 0
     * @param advantage A
     * @param clipRange ε
     */
    float of(float ratio, float advantage, float clipRange);
  }

  public ClippedGradient(Slope slope) {
    this.slope = slope;
  }

  /** That of the PPO that Belay trains with. */
  public static ClippedGradient lecture() {
    return new ClippedGradient(PpoLoss::policyWeight);
  }

  @Override
  public Heading heading() {
    return new Heading(
        "ppo-gradient",
        "PPO clipped objective",
        "PPO's gradient, case by case",
        "The gradient vanishes where a good action has become 1 + ε times as likely, or a bad one"
            + " 1 − ε times; everywhere else it is that of the unclipped objective.",
        "∂/∂log π min(rA, clip(r, 1−ε, 1+ε)A) = 0 if A > 0, r > 1+ε or A < 0, r < 1−ε; else rA",
        "The lecture sums up: once the ratio leaves [1−ε, 1+ε], the gradient vanishes. That is so in"
            + " two of the four cases outside. A good action that has become less likely than 1−ε,"
            + " or a bad one more likely than 1+ε, keeps its full gradient, as the min takes the"
            + " unclipped branch there: the step back is never switched off.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    for (Case one : CASES) {
      double expected = one.moves() ? (double) one.ratio() * one.advantage() : 0;
      findings.add(
          Finding.equal(
              one.name(),
              "|slope − %s|".formatted(one.moves() ? "rA" : "0"),
              Math.abs(slope.of(one.ratio(), one.advantage(), CLIP) - expected),
              ROUNDING));
    }
    for (Instance instance : Instances.softmax()) {
      findings.add(onPolicies(instance));
    }
    return new Outcome(findings, List.of(plot(2), plot(-2)));
  }

  /** The gradient of L(θ) that the slopes make, against differences of L. */
  private Finding onPolicies(Instance instance) {
    Evaluation before = instance.evaluation();
    double[] moved =
        Vectors.plus(instance.theta(), 1, Randomness.normals(instance.theta().length, 0.3, 91));
    TabularPolicy after = instance.family().policy(moved);
    Scores scores = instance.family().scores(moved);
    double[] visitation = before.visitation(instance.start());
    int actions = instance.mdp().actions();
    double[] weights = new double[visitation.length * actions];
    for (int i = 0; i < weights.length; i++) {
      double old = before.policy().probability(i / actions, i % actions);
      float ratio = (float) (after.probability(i / actions, i % actions) / old);
      float advantage = (float) before.advantage(i / actions, i % actions);
      weights[i] = visitation[i / actions] * old * slope.of(ratio, advantage, CLIP);
    }
    double[] differences =
        Vectors.differences(theta -> objective(instance, before, visitation, theta), moved);
    return Finding.equal(
        instance.name(),
        "relative distance of ∇L(θ) from differences of L, at another θ",
        Vectors.relativeDifference(scores.weighted(weights), differences),
        ROUNDING);
  }

  /** E_{d, π_t} min(rA, clip(r)A). */
  private static double objective(
      Instance instance, Evaluation before, double[] visitation, double[] theta) {
    TabularPolicy policy = instance.family().policy(theta);
    double sum = 0;
    for (int s = 0; s < visitation.length; s++) {
      for (int a = 0; a < policy.actions(); a++) {
        double old = before.policy().probability(s, a);
        double ratio = policy.probability(s, a) / old;
        double advantage = before.advantage(s, a);
        double clipped = Math.clamp(ratio, 1 - (double) CLIP, 1 + (double) CLIP);
        sum += visitation[s] * old * Math.min(ratio * advantage, clipped * advantage);
      }
    }
    return sum;
  }

  private Plot plot(float advantage) {
    double[] ratios = new double[POINTS];
    double[] slopes = new double[POINTS];
    double[] unclipped = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      ratios[i] = LARGEST_RATIO * (i + 0.5) / POINTS;
      slopes[i] = slope.of((float) ratios[i], advantage, CLIP);
      unclipped[i] = ratios[i] * advantage;
    }
    return new Plot(
        "Slope by log π, A = %d, ε = 0.2".formatted((int) advantage),
        Axis.linear("ratio r"),
        Axis.linear("slope"),
        Series.measured("of the clipped objective", ratios, slopes),
        Series.bound("unclipped, rA", ratios, unclipped));
  }
}

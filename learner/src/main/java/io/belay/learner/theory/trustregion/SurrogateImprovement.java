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
 * The surrogate E_{d_μ^π} E_π′ A^π predicts what a small step towards π′ gains.
 *
 * <p>For π_α = (1 − α)π + απ′ the performance-difference lemma has α E_{d^{π_α}} E_π′ A^π/(1 − γ).
 * Until the first time that π_α follows π′, which after t steps has not come with probability (1 −
 * α)ᵗ, both visit the same states, so that ‖d^{π_α} − d^π‖₁ ≤ 2(1 − (1 − γ)/(1 − γ(1 − α))) =
 * 2αγ/(1 − γ(1 − α)), and
 *
 * <pre>
 *   |V^{π_α}(μ) − V^π(μ) − α𝔸/(1 − γ)| ≤ 2α²γε/((1 − γ)(1 − γ(1 − α))),   ε = max_s |E_π′ A^π(s, ·)|
 * </pre>
 *
 * <p>Kakade and Langford 2002, Theorem 4.1.
 */
public final class SurrogateImprovement implements Statement {
  private static final double[] WEIGHTS = {
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1
  };
  private static final int PAIRS = 10;
  private static final double ROUNDING = 1e-12;

  private final Surrogate surrogate;

  /** The mean advantage that a step is chosen by. */
  @FunctionalInterface
  public interface Surrogate {

    /**
     * 𝔸.
     *
     * @param of π
     * @param policy π′
     * @param start μ, {@code [states]}
     */
    double of(Evaluation of, TabularPolicy policy, double[] start);
  }

  public SurrogateImprovement(Surrogate surrogate) {
    this.surrogate = surrogate;
  }

  /** E_{d_μ^π} E_π′ A^π. */
  public static SurrogateImprovement lecture() {
    return new SurrogateImprovement(
        (of, policy, start) -> ExpectedAdvantage.of(of, policy, of.visitation(start)));
  }

  @Override
  public Heading heading() {
    return new Heading(
        "surrogate",
        "A common theme: incremental updates",
        "The surrogate predicts small steps",
        "Mixed in with weight α, a policy changes the value by α times its surrogate advantage over"
            + " 1 − γ, up to an error of order α².",
        "|V^{π_α}(μ) − V^π(μ) − α𝔸/(1−γ)| ≤ 2α²γε/((1−γ)(1−γ(1−α))),"
            + "  𝔸 = E_{s∼d_μ^π, a∼π′} A^π(s,a),  ε = max_s |E_{a∼π′} A^π(s,a)|",
        "The lecture says it in words; this is Theorem 4.1 of Kakade and Langford 2002, which the"
            + " step of conservative policy iteration is chosen by.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (FiniteMdp mdp : Instances.small()) {
      double tightest = 0;
      for (int i = 0; i < PAIRS; i++) {
        Instance from = Instances.softmax(mdp, 2L * i + 1);
        TabularPolicy towards = Instances.softmax(mdp, 2L * i + 2).policy();
        Evaluation of = from.evaluation();
        for (double weight : WEIGHTS) {
          double error =
              gain(of, towards, weight, from.start())
                  - predicted(of, towards, weight, from.start());
          double allowed = allowed(of, towards, weight) + ROUNDING;
          tightest = Math.max(tightest, Math.abs(error) / allowed);
        }
        if (i == 0 && plots.size() < 2 && mdp.name().startsWith("garnet")) {
          plots.add(plot(of, towards, from));
        }
      }
      findings.add(
          Finding.atMost(
              Instances.label(mdp),
              "largest error ÷ bound of %d pairs of policies and %d weights"
                  .formatted(PAIRS, WEIGHTS.length),
              tightest,
              "2α²γε/((1−γ)(1−γ(1−α)))",
              1));
    }
    return new Outcome(findings, plots);
  }

  private static double gain(Evaluation of, TabularPolicy towards, double weight, double[] start) {
    return Evaluation.of(of.mdp(), of.policy().mixedWith(towards, weight)).value(start)
        - of.value(start);
  }

  private double predicted(Evaluation of, TabularPolicy towards, double weight, double[] start) {
    return weight * surrogate.of(of, towards, start) / (1 - of.mdp().discount());
  }

  private static double allowed(Evaluation of, TabularPolicy towards, double weight) {
    double discount = of.mdp().discount();
    double largest = 0;
    for (int s = 0; s < of.mdp().states(); s++) {
      largest = Math.max(largest, Math.abs(ExpectedAdvantage.at(of, towards, s)));
    }
    return 2
        * weight
        * weight
        * discount
        * largest
        / ((1 - discount) * (1 - discount * (1 - weight)));
  }

  private Plot plot(Evaluation of, TabularPolicy towards, Instance instance) {
    double[] gains = new double[WEIGHTS.length];
    double[] predictions = new double[WEIGHTS.length];
    double[] least = new double[WEIGHTS.length];
    double[] most = new double[WEIGHTS.length];
    for (int i = 0; i < WEIGHTS.length; i++) {
      gains[i] = gain(of, towards, WEIGHTS[i], instance.start());
      predictions[i] = predicted(of, towards, WEIGHTS[i], instance.start());
      least[i] = predictions[i] - allowed(of, towards, WEIGHTS[i]);
      most[i] = predictions[i] + allowed(of, towards, WEIGHTS[i]);
    }
    return new Plot(
        "A step towards another policy on " + instance.name(),
        Axis.logarithmic("weight α"),
        Axis.linear("gain"),
        Series.measured("V^{π_α} − V^π", WEIGHTS, gains),
        Series.measured("α𝔸/(1−γ)", WEIGHTS, predictions),
        Series.bound("least", WEIGHTS, least),
        Series.bound("most", WEIGHTS, most));
  }
}

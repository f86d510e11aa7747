package io.belay.learner.theory.gradients;

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

/** The performance-difference lemma, on pairs of random policies. */
public final class PerformanceDifference implements Statement {
  private static final double ROUNDING = 1e-11;
  private static final int PAIRS = 25;

  private final Prediction prediction;

  /** V^π′(μ) − V^π(μ) as something says it is. */
  @FunctionalInterface
  public interface Prediction {

    /**
     * The difference.
     *
     * @param of π
     * @param other π′
     * @param start μ, {@code [states]}
     */
    double difference(Evaluation of, Evaluation other, double[] start);
  }

  public PerformanceDifference(Prediction prediction) {
    this.prediction = prediction;
  }

  /** E_{d_μ^π′} E_π′ A^π/(1 − γ). */
  public static PerformanceDifference lecture() {
    return new PerformanceDifference((of, other, start) ->
        ExpectedAdvantage.of(of, other.policy(), other.visitation(start))
            / (1 - of.mdp().discount()));
  }

  @Override
  public Heading heading() {
    return new Heading(
        "performance-difference",
        "Performance-difference lemma",
        "The value of one policy by the advantages of another",
        "How much better π′ is than π is the mean advantage A^π of what π′ does where π′ goes.",
        "V^π′(μ) − V^π(μ) = E_{s∼d_μ^π′} E_{a∼π′}[A^π(s,a)]/(1−γ)",
        "");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    for (FiniteMdp mdp : Instances.small()) {
      double worst = 0;
      double largest = 0;
      for (int i = 0; i < PAIRS; i++) {
        Instance one = Instances.softmax(mdp, 2L * i + 1);
        Instance two = Instances.softmax(mdp, 2L * i + 2);
        Evaluation of = one.evaluation();
        Evaluation other = other(two, i);
        double difference = other.value(one.start()) - of.value(one.start());
        double predicted = prediction.difference(of, other, one.start());
        worst = Math.max(worst, Math.abs(predicted - difference));
        largest = Math.max(largest, Math.abs(of.value(one.start())));
        points.add(new double[] {difference, predicted});
      }
      findings.add(
          Finding.equal(
              Instances.label(mdp),
              "largest |difference − mean advantage| of " + PAIRS + " pairs of policies",
              worst,
              ROUNDING * Math.max(1, largest)));
    }
    return new Outcome(findings, List.of(plot(points)));
  }

  /** Every fifth policy is deterministic, so that the two have different support. */
  private static Evaluation other(Instance instance, int number) {
    if (number % 5 != 0) {
      return instance.evaluation();
    }
    FiniteMdp mdp = instance.mdp();
    int[] chosen = new int[mdp.states()];
    for (int s = 0; s < chosen.length; s++) {
      chosen[s] = (s + number) % mdp.actions();
    }
    return Evaluation.of(mdp, TabularPolicy.deterministic(mdp.actions(), chosen));
  }

  private static Plot plot(List<double[]> points) {
    List<double[]> sorted = points.stream().sorted((p, q) -> Double.compare(p[0], q[0])).toList();
    List<double[]> distinct = new ArrayList<>();
    for (double[] point : sorted) {
      if (distinct.isEmpty() || distinct.getLast()[0] < point[0]) {
        distinct.add(point);
      }
    }
    double[] x = distinct.stream().mapToDouble(point -> point[0]).toArray();
    double[] ends = {x[0], x[x.length - 1]};
    return new Plot(
        "Predicted and true difference of random policies, all instances",
        Axis.linear("V^π′(μ) − V^π(μ)"),
        Axis.linear("mean advantage"),
        Series.points("predicted", x, distinct.stream().mapToDouble(point -> point[1]).toArray()),
        Series.bound("equal", ends, ends));
  }
}

package io.belay.learner.theory.gradients;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.OptimalSolution;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.SmoothnessConstants;
import io.belay.learner.exact.SoftmaxHessian;
import io.belay.learner.exact.TabularPolicy;
import io.belay.learner.theory.instance.AscentRun;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lemma 9.6: gradient ascent with η = 1/β comes to a small gradient, at a rate of 1/T.
 *
 * <p>The print has the minimum over t ≤ T, its proof that over t &lt; T. The sum of the T + 1
 * gradients up to T is bounded the same way, as V⁽ᵀ⁺¹⁾ ≤ V*, so both hold, and the first with T + 1
 * for T. The stronger one, over t &lt; T, is checked.
 */
public final class ExactGradients implements Statement {
  private static final int STEPS = 1500;
  private static final int POLICIES = 12;
  private static final double ROUNDING = -1e-13;

  private final AscentRun.Direction direction;
  private final double stepFactor;

  /**
   * The statement about a direction and a step.
   *
   * @param stepFactor ηβ
   */
  public ExactGradients(AscentRun.Direction direction, double stepFactor) {
    this.direction = direction;
    this.stepFactor = stepFactor;
  }

  /** The softmax gradient, η = 1/β. */
  public static ExactGradients lecture() {
    return new ExactGradients(PolicyGradient::softmax, 1);
  }

  @Override
  public Heading heading() {
    return new Heading(
        "lemma-9.6",
        "Lemma 9.6",
        "Exact gradients lead to a stationary point",
        "Gradient ascent with η = 1/β on a β-smooth V comes to a gradient of squared norm at most"
            + " 2β(V* − V⁽⁰⁾)/T within T steps.",
        "min_{t<T} ‖∇V⁽ᵗ⁾(μ)‖² ≤ 2β(V*(μ) − V⁽⁰⁾(μ))/T,  β = 8/(1−γ)³",
        "Printed for t ≤ T and proved for t < T, which is the stronger; the stronger one is checked,"
            + " for every T. Besides: every step gains at least (η/2)‖∇V‖², and the norm of the"
            + " Hessian stays below β.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (FiniteMdp mdp : Instances.small()) {
      SmoothnessConstants constants = SmoothnessConstants.of(mdp);
      double[] start = Randomness.distribution(mdp.states(), 3);
      double stepSize = stepFactor * constants.stepSize();
      AscentRun run = AscentRun.of(mdp, start, direction, stepSize, STEPS);
      double toGain = OptimalSolution.of(mdp).value(start) - run.values()[0];
      double[] squares = Arrays.stream(run.slopes()).limit(STEPS).map(x -> x * x).toArray();
      double[] least = Vectors.smallestSoFar(squares);
      double[] bounds = new double[STEPS];
      double tightest = 0;
      for (int t = 0; t < STEPS; t++) {
        bounds[t] = 2 * constants.smoothness() * toGain / (t + 1);
        tightest = Math.max(tightest, least[t] / bounds[t]);
      }
      String name = Instances.label(mdp);
      findings.add(
          Finding.atMost(
              name, "largest min ‖∇V‖² ÷ bound, T = 1 … " + STEPS, tightest, "the bound", 1));
      findings.add(
          Finding.atLeast(
              name,
              "least gain of a step beyond (η/2)‖∇V‖²",
              run.leastProgress(stepSize),
              "0, rounding aside",
              ROUNDING));
      findings.add(
          Finding.atMost(
              name,
              "largest ‖∇²V(μ)‖ of " + POLICIES + " random policies",
              largestCurvature(mdp, start),
              "8/(1−γ)³",
              constants.smoothness()));
      if (plots.size() < 2 && mdp.name().startsWith("garnet")) {
        double[] x = Vectors.upTo(STEPS);
        plots.add(
            new Plot(
                "Smallest squared gradient so far on " + name,
                Axis.logarithmic("T"),
                Axis.logarithmic("‖∇V‖²"),
                Series.measured("min ‖∇V⁽ᵗ⁾‖² over t < T", x, least),
                Series.bound("2β(V* − V⁽⁰⁾)/T", x, bounds)));
      }
    }
    return new Outcome(findings, plots);
  }

  private static double largestCurvature(FiniteMdp mdp, double[] start) {
    double largest = 0;
    for (int i = 0; i < POLICIES; i++) {
      double[] theta = Randomness.normals(mdp.states() * mdp.actions(), i / 3.0, 40 + i);
      Evaluation evaluation =
          Evaluation.of(mdp, TabularPolicy.softmax(mdp.states(), mdp.actions(), theta));
      largest = Math.max(largest, SoftmaxHessian.of(evaluation, start).norm());
    }
    return largest;
  }
}

package io.belay.learner.theory.gradients;

import io.belay.chance.Chance;
import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.OptimalSolution;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.SmoothnessConstants;
import io.belay.learner.exact.TabularPolicy;
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
import java.util.List;

/**
 * Lemma 9.8: gradients with noise of variance σ² still lead to a small gradient, at a rate of 1/√T.
 *
 * <p>The descent lemma with a noisy gradient g, E g = ∇V, and η ≤ 1/β is
 *
 * <pre>
 *   E V⁽ᵗ⁺¹⁾ ≥ E V⁽ᵗ⁾ + η E‖∇V‖² − (βη²/2)(E‖∇V‖² + σ²) ≥ E V⁽ᵗ⁾ + (η/2) E‖∇V‖² − βη²σ²/2
 * </pre>
 *
 * <p>so that with Δ = V* − V⁽⁰⁾ the mean of E‖∇V‖² over t &lt; T is at most 2Δ/(ηT) + βησ². With η
 * = min(1/β, √(2Δ/(βσ²T))) that is at most
 *
 * <pre>
 *   2βΔ/T + √(8βΔσ²/T).
 * </pre>
 *
 * <p>The print has √(2σ²/T) for the second term. That cannot be: with rewards in another unit, c
 * times as large, the left side and the first term grow by c², and √(2σ²/T) by c. On f(θ) = −θ²/2,
 * for which E θₜ² has a closed form, no constant step comes down to the print where σ is large
 * (Ghadimi and Lan, <a href="https://arxiv.org/abs/1309.5549">Stochastic First- and Zeroth-order
 * Methods for Nonconvex Stochastic Programming</a>, 2013, have the form with βΔ).
 */
public final class StochasticGradients implements Statement {
  private static final int STEPS = 400;
  private static final int RUNS = 24;
  private static final double START = 60;
  private static final double NOISE = 100;
  private static final int LONG_STEPS = 1000;
  private static final int STEP_SIZES = 400;

  private final Schedule schedule;

  /** The constant step of a run. */
  @FunctionalInterface
  public interface Schedule {

    /**
     * η.
     *
     * @param smoothness β
     * @param toGain Δ = V* − V⁽⁰⁾
     * @param noise σ, the root of the variance
     * @param steps T
     */
    double stepSize(double smoothness, double toGain, double noise, int steps);
  }

  public StochasticGradients(Schedule schedule) {
    this.schedule = schedule;
  }

  /** η = min(1/β, √(2Δ/(βσ²T))). */
  public static StochasticGradients lecture() {
    return new StochasticGradients((smoothness, toGain, noise, steps) ->
        Math.min(1 / smoothness, Math.sqrt(2 * toGain / (smoothness * noise * noise * steps))));
  }

  @Override
  public Heading heading() {
    return new Heading(
        "lemma-9.8",
        "Lemma 9.8",
        "Stochastic gradients lead to a stationary point",
        "Ascent along gradients with noise of variance σ² comes to a small mean squared gradient, at"
            + " a rate of 1/√T.",
        "min_{t<T} E‖∇V⁽ᵗ⁾(μ)‖² ≤ 2βΔ/T + √(8βΔσ²/T),  Δ = V*(μ) − V⁽⁰⁾(μ),"
            + "  η = min(1/β, √(2Δ/(βσ²T)))",
        "The print has √(2σ²/T) for the second term, without βΔ. That has the wrong unit: rewards c"
            + " times as large multiply the left side by c² and √(2σ²/T) by c. From the descent"
            + " lemma, E V⁽ᵗ⁺¹⁾ ≥ E V⁽ᵗ⁾ + (η/2)E‖∇V‖² − βη²σ²/2, so that the mean over T steps is"
            + " at most 2Δ/(ηT) + βησ², and the η above makes that at most 2βΔ/T + √(8βΔσ²/T). On"
            + " f(θ) = −θ²/2 with σ = 100 no constant step reaches the printed bound.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    quadratic(findings, plots);
    for (String id : List.of("garnet:5,3,3,1", "gridworld:3x3,0.2", "tree")) {
      for (double noise : new double[] {0.1, 1}) {
        sampled(findings, plots, Instances.mdp(id, 0.6), noise);
      }
    }
    return new Outcome(findings, plots);
  }

  private static double bound(double smoothness, double toGain, double noise, int steps) {
    return 2 * smoothness * toGain / steps
        + Math.sqrt(8 * smoothness * toGain * noise * noise / steps);
  }

  /** f(θ) = −θ²/2, β = 1: E θ² ← (1 − η)² E θ² + η²σ². */
  private void quadratic(List<Finding> findings, List<Plot> plots) {
    double toGain = START * START / 2;
    String name = "f(θ) = −θ²/2, σ = 100, T = 1000";
    double stepSize = schedule.stepSize(1, toGain, NOISE, LONG_STEPS);
    double reached = leastSquare(stepSize);
    findings.add(
        Finding.atMost(
            name,
            "min E‖∇f‖² with the schedule",
            reached,
            "2βΔ/T + √(8βΔσ²/T)",
            bound(1, toGain, NOISE, LONG_STEPS)));
    double[] sizes = new double[STEP_SIZES];
    double[] squares = new double[STEP_SIZES];
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < STEP_SIZES; i++) {
      sizes[i] = StrictMath.pow(10, -4 + 4.0 * i / (STEP_SIZES - 1));
      squares[i] = leastSquare(sizes[i]);
      best = Math.min(best, squares[i]);
    }
    double printed = 2 * toGain / LONG_STEPS + Math.sqrt(2 * NOISE * NOISE / LONG_STEPS);
    findings.add(
        Finding.atLeast(
            name,
            "min E‖∇f‖² with the best of " + STEP_SIZES + " constant steps",
            best,
            "more than the print allows, 2βΔ/T + √(2σ²/T)",
            printed));
    double[] ends = {sizes[0], sizes[STEP_SIZES - 1]};
    double derived = bound(1, toGain, NOISE, LONG_STEPS);
    plots.add(
        new Plot(
            "Least mean squared gradient by step size, " + name,
            Axis.logarithmic("η"),
            Axis.logarithmic("min E‖∇f‖² over t < T"),
            Series.measured("every constant step", sizes, squares),
            Series.bound("2βΔ/T + √(8βΔσ²/T), derived", ends, new double[] {derived, derived}),
            Series.points("with the schedule", new double[] {stepSize}, new double[] {reached}),
            Series.bound("2βΔ/T + √(2σ²/T), printed", ends, new double[] {printed, printed})));
  }

  /** min over t &lt; T of E θₜ². */
  private static double leastSquare(double stepSize) {
    double square = START * START;
    double least = square;
    for (int t = 1; t < LONG_STEPS; t++) {
      square = (1 - stepSize) * (1 - stepSize) * square + stepSize * stepSize * NOISE * NOISE;
      least = Math.min(least, square);
    }
    return least;
  }

  /** Softmax ascent along the exact gradient plus noise of variance σ², the mean of runs. */
  private void sampled(List<Finding> findings, List<Plot> plots, FiniteMdp mdp, double noise) {
    double[] start = Randomness.distribution(mdp.states(), 3);
    double smoothness = SmoothnessConstants.of(mdp).smoothness();
    double toGain =
        OptimalSolution.of(mdp).value(start)
            - Evaluation.of(mdp, TabularPolicy.uniform(mdp)).value(start);
    double stepSize = schedule.stepSize(smoothness, toGain, noise, STEPS);
    double[] means = new double[STEPS];
    for (int run = 0; run < RUNS; run++) {
      double[] squares = squares(mdp, start, stepSize, noise, run);
      for (int t = 0; t < STEPS; t++) {
        means[t] += squares[t] / RUNS;
      }
    }
    double[] least = Vectors.smallestSoFar(means);
    String name = "%s, σ = %s".formatted(Instances.label(mdp), noise);
    double bound = bound(smoothness, toGain, noise, STEPS);
    findings.add(
        Finding.atMost(
            name,
            "min over t < %d of the mean ‖∇V‖² of %d runs".formatted(STEPS, RUNS),
            least[STEPS - 1],
            "2βΔ/T + √(8βΔσ²/T)",
            bound));
    if (plots.size() == 1 && noise == 1) {
      double[] x = Vectors.upTo(STEPS);
      plots.add(
          new Plot(
              "Mean squared gradient of %d runs, %s".formatted(RUNS, name),
              Axis.linear("t"),
              Axis.logarithmic("‖∇V⁽ᵗ⁾‖²"),
              Series.measured("mean", x, means),
              Series.measured("smallest mean so far", x, least),
              Series.bound(
                  "bound for T = " + STEPS, new double[] {1, STEPS}, new double[] {bound, bound})));
    }
  }

  private static double[] squares(
      FiniteMdp mdp, double[] start, double stepSize, double noise, int run) {
    double[] theta = new double[mdp.states() * mdp.actions()];
    double[] squares = new double[STEPS];
    Chance chance = Randomness.at(17, run);
    double each = noise / Math.sqrt(theta.length);
    for (int t = 0; t < STEPS; t++) {
      Evaluation evaluation =
          Evaluation.of(mdp, TabularPolicy.softmax(mdp.states(), mdp.actions(), theta));
      double[] gradient = PolicyGradient.softmax(evaluation, start);
      squares[t] = Vectors.dot(gradient, gradient);
      for (int i = 0; i < theta.length; i++) {
        theta[i] += stepSize * (gradient[i] + each * chance.nextGaussian());
      }
    }
    return squares;
  }
}

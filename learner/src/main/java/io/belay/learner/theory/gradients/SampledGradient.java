package io.belay.learner.theory.gradients;

import io.belay.chance.Chance;
import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.Scores;
import io.belay.learner.theory.instance.Instance;
import io.belay.learner.theory.instance.Randomness;
import io.belay.learner.theory.instance.Vectors;
import io.belay.learner.theory.statement.Axis;
import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Plot;
import io.belay.learner.theory.statement.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * Estimators of ∇V(μ) on the same trajectories: their means with standard errors, their variances.
 *
 * <p>A mean is held against ∇V by the coordinate that lies furthest off in standard errors. Of an
 * unbiased estimator, with fewer than 147 coordinates, that is beyond {@link #DEVIATIONS} with
 * probability below 10⁻³, by the normal limit and the union bound; seeds are fixed.
 */
final class SampledGradient {
  /** Standard errors that a mean may be off by. */
  static final double DEVIATIONS = 4.5;

  /** Trajectories that each mean is of. */
  static final int TRAJECTORIES = 20_000;

  private static final int POINTS = 60;
  private static final double NORMAL_95 = 1.96;

  /** γᵗ of the last step of a trajectory that is cut off. */
  private static final double CUT = 1e-7;

  private final Instance instance;
  private final List<GradientEstimator> estimators;
  private final double[] gradient;
  private final double[][] means;
  private final double[][] squares;
  private final List<double[]> errors = new ArrayList<>();

  /** Number of trajectories, then mean and standard error of the steepest slope by estimator. */
  private final List<double[]> steepest = new ArrayList<>();

  SampledGradient(Instance instance, List<GradientEstimator> estimators) {
    this.instance = instance;
    this.estimators = estimators;
    Evaluation evaluation = instance.evaluation();
    Scores scores = instance.scores();
    gradient = PolicyGradient.advantageForm(evaluation, scores, instance.start());
    means = new double[estimators.size()][gradient.length];
    squares = new double[estimators.size()][gradient.length];
    int most = (int) Math.ceil(StrictMath.log(CUT) / StrictMath.log(instance.mdp().discount()));
    for (int n = 1; n <= TRAJECTORIES; n++) {
      Chance chance = Randomness.at(23, n);
      Trajectory trajectory =
          Trajectory.sample(instance.mdp(), evaluation.policy(), instance.start(), most, chance);
      for (int e = 0; e < means.length; e++) {
        double[] weights = estimators.get(e).weights().of(trajectory, evaluation);
        add(e, n, estimate(trajectory, weights, scores));
      }
      if (n >= 100 && n % (TRAJECTORIES / POINTS) == 0) {
        errors.add(errorsAt(n));
        steepest.add(steepestAt(n));
      }
    }
  }

  private double[] estimate(Trajectory trajectory, double[] weights, Scores scores) {
    double[] estimate = new double[gradient.length];
    int actions = instance.mdp().actions();
    for (int t = 0; t < weights.length; t++) {
      int pair = trajectory.states()[t] * actions + trajectory.actions()[t];
      for (int j = 0; j < estimate.length; j++) {
        estimate[j] += weights[t] * scores.entry(pair, j);
      }
    }
    return estimate;
  }

  /** Welford's update of means and of the sums of squared deviations. */
  private void add(int e, int n, double[] estimate) {
    for (int j = 0; j < estimate.length; j++) {
      double off = estimate[j] - means[e][j];
      means[e][j] += off / n;
      squares[e][j] += off * (estimate[j] - means[e][j]);
    }
  }

  private double[] errorsAt(int n) {
    double[] row = new double[means.length + 1];
    row[0] = n;
    for (int e = 0; e < means.length; e++) {
      row[e + 1] = Vectors.norm(Vectors.plus(means[e], -1, gradient));
    }
    return row;
  }

  private double[] steepestAt(int n) {
    int j = steepestParameter();
    double[] row = new double[2 * means.length + 1];
    row[0] = n;
    for (int e = 0; e < means.length; e++) {
      row[2 * e + 1] = means[e][j];
      row[2 * e + 2] = Math.sqrt(squares[e][j] / (n - 1) / n);
    }
    return row;
  }

  private int steepestParameter() {
    int steepest = 0;
    for (int j = 1; j < gradient.length; j++) {
      steepest = Math.abs(gradient[j]) > Math.abs(gradient[steepest]) ? j : steepest;
    }
    return steepest;
  }

  /** Total variance of an estimator: the sum over the coordinates. */
  double variance(int e) {
    double sum = 0;
    for (double square : squares[e]) {
      sum += square / (TRAJECTORIES - 1);
    }
    return sum;
  }

  /** Whether each estimator's mean is the gradient. */
  List<Finding> unbiased() {
    List<Finding> findings = new ArrayList<>();
    for (int e = 0; e < means.length; e++) {
      double furthest = 0;
      for (int j = 0; j < gradient.length; j++) {
        double error = Math.sqrt(squares[e][j] / (TRAJECTORIES - 1) / TRAJECTORIES);
        double off = Math.abs(means[e][j] - gradient[j]);
        furthest = Math.max(furthest, off == 0 ? 0 : off / error);
      }
      findings.add(
          Finding.atMost(
              instance.name(),
              estimators.get(e).name() + ": furthest coordinate from ∇V, in standard errors",
              furthest,
              "chance below 0.001",
              DEVIATIONS));
    }
    return findings;
  }

  /** Whether the second estimator's variance is at most the first's. */
  Finding less(int first, int second) {
    return Finding.atMost(
        instance.name(),
        "variance of %s ÷ of %s"
            .formatted(estimators.get(second).name(), estimators.get(first).name()),
        variance(second) / variance(first),
        "no more",
        1);
  }

  /** |mean − ∇V| by the number of trajectories, with the root of the expected square, σ/√n. */
  Plot errors() {
    double[] x = errors.stream().mapToDouble(row -> row[0]).toArray();
    List<Series> series = new ArrayList<>();
    for (int e = 0; e < means.length; e++) {
      int column = e + 1;
      double deviation = Math.sqrt(variance(e));
      series.add(
          Series.measured(
              estimators.get(e).name(),
              x,
              errors.stream().mapToDouble(row -> row[column]).toArray()));
      series.add(
          Series.bound(
              "its σ/√n",
              new double[] {x[0], x[x.length - 1]},
              new double[] {deviation / Math.sqrt(x[0]), deviation / Math.sqrt(x[x.length - 1])}));
    }
    return new Plot(
        "Error of the mean on " + instance.name(),
        Axis.logarithmic("trajectories"),
        Axis.logarithmic("‖mean − ∇V‖"),
        series);
  }

  /** The mean of the steepest slope with its 95 % confidence interval, of the first and last. */
  Plot interval() {
    double[] x = steepest.stream().mapToDouble(row -> row[0]).toArray();
    double truth = gradient[steepestParameter()];
    List<Series> series = new ArrayList<>();
    series.add(
        Series.bound("∇V", new double[] {x[0], x[x.length - 1]}, new double[] {truth, truth}));
    for (int e : List.of(0, means.length - 1)) {
      series.add(Series.measured(estimators.get(e).name(), x, column(e, 0)));
      series.add(Series.bound("95 % interval, least", x, column(e, -NORMAL_95)));
      series.add(Series.bound("95 % interval, greatest", x, column(e, NORMAL_95)));
    }
    return new Plot(
        "Estimate of the steepest slope on " + instance.name(),
        Axis.logarithmic("trajectories"),
        Axis.linear("slope"),
        series);
  }

  /** Mean plus so many standard errors. */
  private double[] column(int e, double deviations) {
    return steepest.stream()
        .mapToDouble(row -> row[2 * e + 1] + deviations * row[2 * e + 2])
        .toArray();
  }
}

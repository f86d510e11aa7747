package io.belay.learner.theory.optimality;

import io.belay.chance.Chance;
import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.OptimalSolution;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.SoftmaxHessian;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.exact.TabularPolicy;
import io.belay.learner.theory.instance.AscentRun.Direction;
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
import io.belay.mdp.ready.ChainMdp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Proposition 10.1: on the chain gradient and Hessian are exponentially small in H at policies that
 * are far from optimal.
 *
 * <p>The policies have p = π(a₁|s) below 1/4 everywhere, so that from s₀ the end is reached with
 * probability of order (p/(1 − p))^H ≤ 3^{−H}: the printed (1/3)^{H/4} is far above what is
 * measured. It is proved for k ≤ H/(40 log 2H) − 1, which for the gradient, k = 1, begins at H =
 * 562; measured, it holds long before.
 *
 * <p>The print's other exponent, (H + 1)²/3H in one place and (H + 1)²/3^H in another, is the
 * second: V^π(s₀) falls by a factor of 3 a state.
 *
 * <p>Linear solvers see nothing below rounding, about H = 30 and 10⁻¹⁵. Up to {@link
 * #LONGEST_SOLVED} the gradient is that of the solver, which agrees with {@link LeftwardChain}, and
 * the latter's beyond.
 */
public final class VanishingGradients implements Statement {
  private static final int[] LENGTHS = {4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 40, 48, 64, 80, 100};
  private static final int ACTIONS = 4;
  private static final int LONGEST_SOLVED = 20;
  private static final int PROVED_FROM = 562;
  private static final double RIGHT = 0.249;
  private static final double LEAST_RIGHT = 0.05;
  private static final double AGREEMENT = 1e-5;

  private final Direction gradient;

  public VanishingGradients(Direction gradient) {
    this.gradient = gradient;
  }

  /** The softmax gradient. */
  public static VanishingGradients lecture() {
    return new VanishingGradients(PolicyGradient::softmax);
  }

  @Override
  public Heading heading() {
    return new Heading(
        "proposition-10.1",
        "Proposition 10.1",
        "Vanishing gradients at bad policies",
        "On a chain of H + 2 states gradient and Hessian are at most (1/3)^{H/4} at policies that are"
            + " worse than the best by a constant times H.",
        "‖∇ᵏV(s₀)‖ ≤ (1/3)^{H/4},  V*(s₀) − V(s₀) ≥ (H+1)/8 − (H+1)²/3^H,  γ = H/(H+1)",
        "Policies with π(a₁|s) = 0.249 everywhere, and random ones below that. In one place the print has 3H for 3^H: V(s₀) falls"
            + " by a factor of about 3 a state, so it is 3^H. The bound is proved for"
            + " k ≤ H/(40 log 2H) − 1, for the gradient from H = 562 on, and was found to hold from"
            + " H = 4 on; what is measured falls as 3^{−H}, four times as fast. Under"
            + " uniform μ, drawn beside it, the gradient does not vanish. The book has direct"
            + " parameters, here they are logits.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    int count = LENGTHS.length;
    double[] slopes = new double[count];
    double[] elsewhere = new double[count];
    double[] curvatures = new double[count];
    double[] gaps = new double[count];
    double[] gapBounds = new double[count];
    Arrays.fill(curvatures, Double.NaN);
    for (int i = 0; i < count; i++) {
      int length = LENGTHS[i];
      double[] right = constant(length);
      FiniteMdp chain = ChainMdp.of(length);
      Evaluation evaluation = Evaluation.of(chain, leftward(right));
      if (length <= LONGEST_SOLVED) {
        curvatures[i] = solved(findings, evaluation, right);
      }
      slopes[i] = slope(findings, "chain:" + length, right);
      slope(findings, "chain:%d, random".formatted(length), random(length));
      elsewhere[i] = Vectors.norm(gradient.at(evaluation, StartDistribution.uniform(chain)));
      gaps[i] = OptimalSolution.of(chain).value(chain.start()) - evaluation.value(chain.start());
      gapBounds[i] = (length + 1) / 8.0 - (length + 1.0) * (length + 1) / StrictMath.pow(3, length);
      findings.add(
          Finding.atLeast(
              "chain:" + length, "V*(s₀) − V(s₀)", gaps[i], "(H+1)/8 − (H+1)²/3^H", gapBounds[i]));
    }
    slope(findings, "chain:" + PROVED_FROM, constant(PROVED_FROM));
    slope(findings, "chain:%d, random".formatted(PROVED_FROM), random(PROVED_FROM));
    double[] x = Arrays.stream(LENGTHS).mapToDouble(length -> length).toArray();
    double[] bounds = Arrays.stream(LENGTHS).mapToDouble(VanishingGradients::bound).toArray();
    return new Outcome(
        findings,
        List.of(
            new Plot(
                "Derivatives at a policy that goes left",
                Axis.linear("H"),
                Axis.logarithmic("norm"),
                Series.measured("‖∇V(s₀)‖", x, slopes),
                Series.bound("(1/3)^{H/4}", x, bounds),
                Series.measured("‖∇²V(s₀)‖", x, curvatures),
                Series.measured("‖∇V(μ)‖, μ uniform", x, elsewhere)),
            new Plot(
                "How far from optimal that policy is",
                Axis.linear("H"),
                Axis.linear("V*(s₀) − V(s₀)"),
                Series.measured("V*(s₀) − V(s₀)", x, gaps),
                Series.bound("(H+1)/8 − (H+1)²/3^H", x, gapBounds))));
  }

  /** Gradient and Hessian of a chain that a solver sees to the end of; returns ‖∇²V(s₀)‖. */
  private double solved(List<Finding> findings, Evaluation evaluation, double[] right) {
    double[] start = evaluation.mdp().start();
    String name = evaluation.mdp().name();
    double[] slope = gradient.at(evaluation, start);
    double bound = bound(right.length - 2);
    findings.add(
        Finding.equal(
            name,
            "relative distance of ∇V(s₀) from its recursion",
            Vectors.relativeDifference(slope, LeftwardChain.gradient(right)),
            AGREEMENT));
    findings.add(
        Finding.atMost(name, "‖∇V(s₀)‖ by solver", Vectors.norm(slope), "(1/3)^{H/4}", bound));
    double curvature = SoftmaxHessian.of(evaluation, start).norm();
    findings.add(Finding.atMost(name, "‖∇²V(s₀)‖", curvature, "(1/3)^{H/4}", bound));
    return curvature;
  }

  private static double slope(List<Finding> findings, String name, double[] right) {
    double slope = LeftwardChain.slope(right);
    findings.add(Finding.atMost(name, "‖∇V(s₀)‖", slope, "(1/3)^{H/4}", bound(right.length - 2)));
    return slope;
  }

  private static double bound(int length) {
    return StrictMath.pow(3, -length / 4.0);
  }

  private static double[] constant(int length) {
    double[] right = new double[length + 2];
    Arrays.fill(right, RIGHT);
    return right;
  }

  /** π(a₁|s) uniform between 0.05 and 0.249. */
  private static double[] random(int length) {
    Chance chance = Randomness.at(41, length);
    double[] right = new double[length + 2];
    for (int s = 0; s < right.length; s++) {
      right[s] = LEAST_RIGHT + (RIGHT - LEAST_RIGHT) * chance.nextDouble();
    }
    return right;
  }

  private static TabularPolicy leftward(double[] right) {
    double[] probabilities = new double[right.length * ACTIONS];
    for (int i = 0; i < probabilities.length; i++) {
      double p = right[i / ACTIONS];
      probabilities[i] = i % ACTIONS == 0 ? p : (1 - p) / (ACTIONS - 1);
    }
    return TabularPolicy.of(right.length, ACTIONS, probabilities);
  }
}

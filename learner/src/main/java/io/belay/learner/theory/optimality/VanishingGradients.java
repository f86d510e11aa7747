package io.belay.learner.theory.optimality;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.OptimalSolution;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.SoftmaxHessian;
import io.belay.learner.exact.StartDistribution;
import io.belay.learner.exact.TabularPolicy;
import io.belay.learner.theory.instance.AscentRun.Direction;
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
 * <p>The policy has π(a₁|s) = p just below 1/4 everywhere, so that from s₀ the end is reached with
 * probability of order (p/(1 − p))^H = 3^{−H}: the printed (1/3)^{H/4} is far above what is
 * measured. It is proved for k ≤ H/(40 log 2H) − 1, which for the gradient, k = 1, begins at H =
 * 563; measured, it holds long before.
 *
 * <p>The print's other exponent, (H + 1)²/3H in one place and (H + 1)²/3^H in another, is the
 * second: V^π(s₀) falls by a factor of 3 a state.
 */
public final class VanishingGradients implements Statement {
  private static final int[] LENGTHS = {4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 40, 48, 64, 80, 100};
  private static final int LONGEST_HESSIAN = 24;
  private static final int PROVED_FROM = 563;
  private static final double RIGHT = 0.249;

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
        "Policies with π(a₁|s) = 0.249 everywhere. In one place the print has 3H for 3^H: V(s₀) falls"
            + " by a factor of about 3 a state, so it is 3^H. The bound is proved for"
            + " k ≤ H/(40 log 2H) − 1, for the gradient from H = 563 on, and was found to hold from"
            + " the shortest chain on; what is measured falls as 3^{−H}, four times as fast. Under"
            + " uniform μ, drawn beside it, the gradient does not vanish.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    int count = LENGTHS.length;
    double[] x = Arrays.stream(LENGTHS).mapToDouble(length -> length).toArray();
    double[] slopes = new double[count];
    double[] elsewhere = new double[count];
    double[] curvatures = new double[count];
    double[] bounds = new double[count];
    double[] gaps = new double[count];
    double[] gapBounds = new double[count];
    Arrays.fill(curvatures, Double.NaN);
    for (int i = 0; i < count; i++) {
      int length = LENGTHS[i];
      FiniteMdp chain = ChainMdp.of(length);
      Evaluation evaluation = Evaluation.of(chain, leftward(chain));
      double[] start = chain.start();
      String name = "chain:" + length;
      bounds[i] = bound(length);
      slopes[i] = Vectors.norm(gradient.at(evaluation, start));
      elsewhere[i] = Vectors.norm(gradient.at(evaluation, StartDistribution.uniform(chain)));
      findings.add(Finding.atMost(name, "‖∇V(s₀)‖", slopes[i], "(1/3)^{H/4}", bounds[i]));
      if (length <= LONGEST_HESSIAN) {
        curvatures[i] = SoftmaxHessian.of(evaluation, start).norm();
        findings.add(Finding.atMost(name, "‖∇²V(s₀)‖", curvatures[i], "(1/3)^{H/4}", bounds[i]));
      }
      gaps[i] = OptimalSolution.of(chain).value(start) - evaluation.value(start);
      gapBounds[i] = (length + 1) / 8.0 - (length + 1.0) * (length + 1) / StrictMath.pow(3, length);
      findings.add(
          Finding.atLeast(name, "V*(s₀) − V(s₀)", gaps[i], "(H+1)/8 − (H+1)²/3^H", gapBounds[i]));
    }
    findings.add(withinTheProof());
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

  /** The gradient where the proof covers it: (1/3)^{H/4} is about 10⁻⁶⁷ there. */
  private Finding withinTheProof() {
    FiniteMdp chain = ChainMdp.of(PROVED_FROM);
    Evaluation evaluation = Evaluation.of(chain, leftward(chain));
    return Finding.atMost(
        "chain:" + PROVED_FROM,
        "‖∇V(s₀)‖",
        Vectors.norm(gradient.at(evaluation, chain.start())),
        "(1/3)^{H/4}",
        bound(PROVED_FROM));
  }

  private static double bound(int length) {
    return StrictMath.pow(3, -length / 4.0);
  }

  private static TabularPolicy leftward(FiniteMdp chain) {
    double[] probabilities = new double[chain.states() * chain.actions()];
    for (int s = 0; s < chain.states(); s++) {
      for (int a = 0; a < chain.actions(); a++) {
        probabilities[s * chain.actions() + a] =
            a == 0 ? RIGHT : (1 - RIGHT) / (chain.actions() - 1);
      }
    }
    return TabularPolicy.of(chain.states(), chain.actions(), probabilities);
  }
}

package io.belay.learner.theory.trustregion;

import io.belay.learner.exact.Divergences;
import io.belay.learner.exact.FisherMatrix;
import io.belay.learner.exact.SymmetricMatrix;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Claim 12.5: at θ_t the divergence of trajectories has gradient 0 and H times the Fisher matrix
 * for its Hessian.
 *
 * <p>The divergence is differenced in random directions; on an MDP small enough it is also summed
 * over every trajectory.
 */
public final class TrajectoryDivergence implements Statement {
  private static final int[] HORIZONS = {1, 5, 20};
  private static final int DIRECTIONS = 6;
  private static final double STEP = 3e-3;
  private static final double DIFFERENCES = 1e-6;
  private static final int ENUMERATED_HORIZON = 5;
  private static final double[] SIZES = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2};

  private final Hessian hessian;

  /** ∇² KL of trajectories at θ_t. */
  @FunctionalInterface
  public interface Hessian {

    /**
     * The matrix, {@code [parameters, parameters]}.
     *
     * @param horizon H
     */
    SymmetricMatrix of(Instance instance, int horizon);
  }

  public TrajectoryDivergence(Hessian hessian) {
    this.hessian = hessian;
  }

  /** H E_{s, a}[∇log π ∇log πᵀ], s being that of a step chosen uniformly among the first H. */
  public static TrajectoryDivergence lecture() {
    return new TrajectoryDivergence((instance, horizon) ->
        FisherMatrix.of(
            instance.policy(),
            instance.scores(),
            Divergences.steps(instance.mdp(), instance.policy(), instance.start(), horizon)));
  }

  @Override
  public Heading heading() {
    return new Heading(
        "claim-12.5",
        "Claim 12.5",
        "TRPO's constraint is a Fisher trust region",
        "At θₜ the KL divergence of trajectories of H steps has gradient 0 and Hessian H times the"
            + " Fisher matrix.",
        "∇KL(P^{πₜ} ‖ P^{π_θ}) = 0,  ∇²KL = H E_{s,a∼d^π}[∇log π ∇log πᵀ] at θ = θₜ",
        "The factor H is right if d^π is the distribution of the state of one of the first H steps,"
            + " each as likely: H d^π(s) = Σ_{h<H} P(s_h = s), undiscounted, while the lecture's d^π"
            + " elsewhere is the discounted one, with which it is wrong, as the findings show. For"
            + " trajectories that end with probability 1 − γ after every step the same claim has the"
            + " discounted d^π and 1/(1−γ) for H. Where episodes end, steps after the end count for"
            + " nothing.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Instance> instances =
        Stream.concat(Instances.softmax().stream(), Instances.logLinear().stream().limit(2))
            .toList();
    for (Instance instance : instances) {
      for (int horizon : HORIZONS) {
        examine(findings, instance, horizon);
      }
    }
    discounted(findings, instances.get(3));
    enumerated(findings);
    return new Outcome(findings, List.of(plot(instances.get(3))));
  }

  private static double divergence(Instance instance, double[] theta, int horizon) {
    return Divergences.ofTrajectories(
        instance.mdp(),
        instance.policy(),
        instance.family().policy(theta),
        instance.start(),
        horizon);
  }

  private void examine(List<Finding> findings, Instance instance, int horizon) {
    String name = "%s, H = %d".formatted(instance.name(), horizon);
    double[] slope =
        Vectors.differences(theta -> divergence(instance, theta, horizon), instance.theta());
    findings.add(
        Finding.equal(name, "largest slope of KL at θₜ", Vectors.largest(slope), DIFFERENCES));
    SymmetricMatrix matrix = hessian.of(instance, horizon);
    findings.add(
        Finding.equal(
            name,
            "largest relative difference of vᵀ∇²KL v from H vᵀFv, %d directions v"
                .formatted(DIRECTIONS),
            largestDifference(instance, matrix, horizon),
            DIFFERENCES));
  }

  private static double largestDifference(Instance instance, SymmetricMatrix matrix, int horizon) {
    double largest = 0;
    for (int i = 0; i < DIRECTIONS; i++) {
      double[] v = Randomness.normals(instance.theta().length, 1, 60 + i);
      double curvature = curvature(instance, v, horizon);
      double quadratic = Vectors.dot(v, matrix.times(v));
      largest = Math.max(largest, Math.abs(curvature - quadratic) / curvature);
    }
    return largest;
  }

  /** Second difference of fourth order, (16(f₊₁ + f₋₁) − (f₊₂ + f₋₂) − 30f₀)/(12h²), f₀ = 0. */
  private static double curvature(Instance instance, double[] v, int horizon) {
    double near =
        divergence(instance, Vectors.plus(instance.theta(), STEP, v), horizon)
            + divergence(instance, Vectors.plus(instance.theta(), -STEP, v), horizon);
    double far =
        divergence(instance, Vectors.plus(instance.theta(), 2 * STEP, v), horizon)
            + divergence(instance, Vectors.plus(instance.theta(), -2 * STEP, v), horizon);
    return (16 * near - far) / (12 * STEP * STEP);
  }

  /** H times the Fisher matrix of the discounted visitation is another matrix. */
  private static void discounted(List<Finding> findings, Instance instance) {
    int horizon = HORIZONS[1];
    double[] weights = instance.evaluation().visitation(instance.start());
    for (int s = 0; s < weights.length; s++) {
      weights[s] *= horizon;
    }
    SymmetricMatrix matrix = FisherMatrix.of(instance.policy(), instance.scores(), weights);
    findings.add(
        Finding.atLeast(
            "%s, H = %d".formatted(instance.name(), horizon),
            "the same with the discounted d^π",
            largestDifference(instance, matrix, horizon),
            "not rounding",
            1e3 * DIFFERENCES));
  }

  /** KL summed over all trajectories, from their probabilities. */
  private static void enumerated(List<Finding> findings) {
    Instance instance = Instances.softmax(Instances.mdp("garnet:3,2,2,1", 0.9), 1);
    TabularPolicy policy = instance.policy();
    TabularPolicy other = Instances.softmax(instance.mdp(), 2).policy();
    double sum = 0;
    for (int s = 0; s < instance.start().length; s++) {
      sum += enumerate(instance.mdp(), policy, other, s, instance.start()[s], 0, 0);
    }
    double telescoped =
        Divergences.ofTrajectories(
            instance.mdp(), policy, other, instance.start(), ENUMERATED_HORIZON);
    findings.add(
        Finding.equal(
            "%s, H = %d".formatted(instance.name(), ENUMERATED_HORIZON),
            "|KL summed over trajectories − sum over steps|",
            Math.abs(sum - telescoped),
            1e-12));
  }

  /** Σ p log(p/p′) over the trajectories that go on from here. */
  private static double enumerate(
      FiniteMdp mdp,
      TabularPolicy policy,
      TabularPolicy other,
      int state,
      double probability,
      double logRatio,
      int step) {
    if (step == ENUMERATED_HORIZON) {
      return probability * logRatio;
    }
    double sum = 0;
    for (int a = 0; a < mdp.actions(); a++) {
      double p = policy.probability(state, a);
      double log = logRatio + StrictMath.log(p / other.probability(state, a));
      for (int k = mdp.begin(state, a); k < mdp.end(state, a); k++) {
        sum +=
            enumerate(
                mdp,
                policy,
                other,
                mdp.next(k),
                probability * p * mdp.probability(k),
                log,
                step + 1);
      }
    }
    return sum;
  }

  private Plot plot(Instance instance) {
    int horizon = HORIZONS[2];
    double[] v = Randomness.normals(instance.theta().length, 1, 60);
    double quadratic = Vectors.dot(v, hessian.of(instance, horizon).times(v)) / 2;
    double[] divergences = new double[SIZES.length];
    double[] squares = new double[SIZES.length];
    for (int i = 0; i < SIZES.length; i++) {
      divergences[i] = divergence(instance, Vectors.plus(instance.theta(), SIZES[i], v), horizon);
      squares[i] = SIZES[i] * SIZES[i] * quadratic;
    }
    return new Plot(
        "KL of trajectories of %d steps on %s".formatted(horizon, instance.name()),
        Axis.logarithmic("‖Δ‖ along a random direction"),
        Axis.logarithmic("KL"),
        Series.measured("KL(P^{πₜ} ‖ P^{π_θ})", SIZES, divergences),
        Series.bound("½ΔᵀFΔ", SIZES, squares));
  }
}

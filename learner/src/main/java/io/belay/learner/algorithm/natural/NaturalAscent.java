package io.belay.learner.algorithm.natural;

import io.belay.learner.algorithm.AdvantageScale;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.gradient.ConjugateGradient;
import io.belay.learner.gradient.ConjugateGradientOutcome;
import io.belay.learner.gradient.ConjugateGradientOutcome.NegativeCurvature;
import io.belay.learner.gradient.ConjugateGradientOutcome.NonFinite;
import io.belay.learner.gradient.ConjugateGradientOutcome.Solved;
import io.belay.learner.gradient.ConjugateGradientOutcome.Unconverged;
import io.belay.learner.gradient.FisherVectorProduct;
import io.belay.learner.gradient.HeadMetric;
import io.belay.learner.gradient.PolicyLinearisation;
import io.belay.learner.gradient.Sums;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Policy;
import io.belay.recipe.AdvantageNormalisation;
import io.belay.recipe.FisherSettings;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * One update along a natural direction, in the order of its methods: {@link #begin}, a right-hand
 * side g, {@link #solve} for w = (F + λI)⁻¹ g, and any number of {@link #measure}, the last of
 * which may be taken.
 *
 * <p>Lemma 11.2 of AJKS: without damping w minimises the compatible function approximation error
 * E(w·∇log π(a|s) − A(s, a))² over the batch, since g = E[A ∇log π] is the right-hand side of its
 * normal equations and F their matrix. The lemma's factor 1 ÷ (1 − γ) is that of the sum over a
 * trajectory in ∇V; here all means are over steps, and the step size takes it up.
 */
public final class NaturalAscent {
  private static final ConjugateGradientOutcome NOT_YET = new Unconverged(0, 1);

  private final AdvantageNormalisation normalisation;
  private final int[] everyRow;
  private final int[] fisherRows;
  private final PolicyLinearisation policy;
  private final PolicyLinearisation fisherPolicy;
  private final FisherVectorProduct fisher;
  private final ConjugateGradient solver;
  private final PolicyTrial trial;
  private final float[] advantages;
  private final float[] weights;
  private final float[] gradient;
  private final float[] direction;
  private final float[] scores;
  private final float[] variances;
  private float[] actor = {};
  private ConjugateGradientOutcome outcome = NOT_YET;
  private PolicyMove measured = PolicyMove.NONE;
  private PolicyMove taken = PolicyMove.NONE;

  /**
   * An ascent for batches of one shape.
   *
   * @param metric of the equations that are solved
   * @param steps T
   * @param lanes L
   * @throws io.belay.error.BelayException INVALID_REQUEST where the policy's actions have no such
   *     metric
   */
  public NaturalAscent(
      FisherSettings settings,
      AdvantageNormalisation normalisation,
      HeadMetric metric,
      Policy policy,
      int steps,
      int lanes,
      Crew crew) {
    this.normalisation = normalisation;
    int rows = steps * lanes;
    int size = policy.layout().size();
    everyRow = IntStream.range(0, rows).toArray();
    fisherRows = FisherRows.of(steps, lanes, settings.fraction());
    this.policy = new PolicyLinearisation(policy, rows, crew);
    fisherPolicy =
        fisherRows.length == rows
            ? this.policy
            : new PolicyLinearisation(policy, fisherRows.length, crew);
    fisher = FisherVectorProduct.of(fisherPolicy, metric, fisherRows.length, settings.damping());
    solver =
        new ConjugateGradient(
            size, settings.iterations(), settings.tolerance(), settings.residualLimit());
    trial = new PolicyTrial(size, rows);
    advantages = new float[rows];
    weights = new float[rows];
    gradient = new float[size];
    direction = new float[size];
    scores = new float[rows];
    variances = new float[rows];
  }

  /**
   * Begins an update.
   *
   * @param actor θ
   * @param estimated Â, {@code [T, L]}, read only
   * @return how they are standardised in all that follows
   */
  public AdvantageScale begin(float[] actor, Batch batch, BatchValues values, float[] estimated) {
    this.actor = actor;
    outcome = NOT_YET;
    measured = PolicyMove.NONE;
    taken = PolicyMove.NONE;
    AdvantageScale scale = AdvantageScale.ofBatch(normalisation, estimated);
    for (int r = 0; r < advantages.length; r++) {
      advantages[r] = scale.apply(estimated[r]);
    }
    policy.at(actor, everyRow, values.inputs(), batch.actions());
    if (fisherPolicy != policy) {
      fisherPolicy.at(actor, fisherRows, values.inputs(), batch.actions());
    }
    return scale;
  }

  /** Makes the policy gradient mean Â ∇log π(a|s) the right-hand side. */
  public void differentiate() {
    for (int r = 0; r < weights.length; r++) {
      weights[r] = advantages[r] / weights.length;
    }
    policy.gradient(weights, gradient);
  }

  /**
   * Solves for w.
   *
   * @return whether there is a w to move along; where not, the policy stays as it is and the
   *     figures say why
   */
  public boolean solve() {
    fisher.linearise();
    outcome = solver.solve(fisher, gradient, direction);
    boolean usable = outcome instanceof Solved && outcome.iterations() > 0;
    if (usable) {
      policy.along(direction, scores, variances);
    }
    return usable;
  }

  /** g · w = wᵀ(F + λI) w, up to the residual. */
  public double gradientAlong() {
    return Sums.dot(gradient, direction);
  }

  /**
   * wᵀF w over all rows of the batch, without damping: twice the divergence that η = 1 predicts.
   */
  public double curvature() {
    return Sums.mean(variances);
  }

  /** Measures the policy at θ + η w; it does not move yet. */
  public PolicyMove measure(double stepSize) {
    measured = trial.measure(policy, actor, stepSize, direction, advantages);
    return measured;
  }

  /** Moves the policy to where it was measured last. */
  public void take() {
    trial.take(actor);
    taken = measured;
  }

  /** The policy at θ, over all rows of the batch. */
  public PolicyLinearisation policy() {
    return policy;
  }

  /** The right-hand side g, for who has another than {@link #differentiate}. */
  public float[] gradient() {
    return gradient;
  }

  /** Â as {@link #begin} standardised them, {@code [T, L]}. */
  public float[] advantages() {
    return advantages;
  }

  /** The update's figures by name, in a fixed order; NaN for what there is none of. */
  public SequencedMap<String, Double> figures() {
    boolean usable = outcome instanceof Solved && outcome.iterations() > 0;
    double stepSize = taken.stepSize();
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    figures.put("klMean", taken.klMean());
    figures.put("entropy", Sums.mean(policy.entropies()));
    figures.put("policyLoss", -(Sums.mean(advantages) + taken.surrogateImprovement()));
    figures.put("gradientNorm", Sums.norm(gradient));
    figures.put("naturalGradientNorm", usable ? Sums.norm(direction) : Double.NaN);
    figures.put("stepSize", stepSize);
    figures.put("klPredicted", usable ? 0.5 * stepSize * stepSize * curvature() : 0);
    figures.put("surrogateImprovement", taken.surrogateImprovement());
    figures.put("compatibleFunctionError", usable ? compatibleFunctionError() : Double.NaN);
    figures.put("conjugateGradientIterations", (double) outcome.iterations());
    figures.put("conjugateGradientResidual", outcome.relativeResidual());
    figures.put("policyUnchanged", flag(taken == PolicyMove.NONE));
    figures.put("negativeCurvature", flag(outcome instanceof NegativeCurvature));
    figures.put("unconverged", flag(outcome instanceof Unconverged));
    figures.put(
        "nonFiniteStep",
        flag(outcome instanceof NonFinite || taken == PolicyMove.NONE && !measured.finite()));
    return figures;
  }

  /** E(w·∇log π(a|s) − Â)² over the steps of the batch. */
  private double compatibleFunctionError() {
    double sum = 0;
    for (int r = 0; r < scores.length; r++) {
      double error = (double) scores[r] - advantages[r];
      sum += error * error;
    }
    return sum / scores.length;
  }

  private static double flag(boolean set) {
    return set ? 1 : 0;
  }
}

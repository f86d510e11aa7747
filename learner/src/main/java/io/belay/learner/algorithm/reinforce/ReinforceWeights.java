package io.belay.learner.algorithm.reinforce;

import io.belay.learner.advantage.EpisodeEnds;
import io.belay.learner.algorithm.AdvantageScale;
import io.belay.learner.algorithm.Batch;
import io.belay.recipe.ReinforceSettings;

/**
 * The weight of each step's ∇ log π(aₜ|sₜ): reward-to-go less a baseline, discounted by the step's
 * age where the recipe asks for it.
 *
 * <pre>
 *   wₜ = γᵗ (Gₜ − b(sₜ)),     Gₜ = rₜ₊₁ + γ rₜ₊₂ + γ² rₜ₊₃ + …,     t counted from the episode's start
 * </pre>
 *
 * <p>AJKS Lemma 9.9: with γᵗ, and a baseline that is independent of the trajectory, the sum over a
 * trajectory is an unbiased estimate of ∇V(μ). Without γᵗ, which is how nearly everyone runs it,
 * states are weighted by how often they are visited instead of by d_μ^π. Under a discounted
 * visitation γᵗ is in how often states are visited and has no place here.
 *
 * <p>Baselines, given everything before the iteration, that is its parameters and where each lane
 * stands:
 *
 * <ul>
 *   <li>none, b = 0.
 *   <li>batch mean, of lane ℓ: the mean of G over all steps of the <i>other</i> lanes. Lanes are
 *       sampled independently of one another, so that E[b ∇ log π(aₜ|sₜ)] = E[b] · E[∇ log
 *       π(aₜ|sₜ)] = 0. A mean over all L lanes would see the returns it is subtracted from, and
 *       take up to one part in L off the gradient.
 *   <li>critic, b = V(sₜ) as fitted to earlier iterations, since its fit to this one comes after
 *       the actor's step.
 * </ul>
 *
 * <p>Two things bias all of them. Where a fragment's end or a time limit cuts an episode, the
 * critic stands in for the rest of G, which is exact only where V = V^π; fragments that are long
 * beside the episodes make that rare. And normalised weights are shifted and scaled by numbers that
 * depend on the actions they are applied to: the mean over the batch contains each step's own
 * return, and the deviation is larger in batches of extreme returns, which so count for less. Both
 * vanish as batches grow.
 */
final class ReinforceWeights {
  private final ReinforceSettings settings;
  private final double[] laneSums;

  /** Weights for runs of this many lanes; for the batch mean there are at least two. */
  ReinforceWeights(ReinforceSettings settings, int lanes) {
    this.settings = settings;
    laneSums = new double[lanes];
  }

  /**
   * Weighs a batch's steps.
   *
   * @param advantages Gₜ − V(sₜ), {@code [T, L]}
   * @param returns Gₜ, {@code [T, L]}
   * @param weights receives w, {@code [T, L]}
   */
  void weigh(Batch batch, float[] advantages, float[] returns, float[] weights) {
    int rows = batch.rows();
    switch (settings.baseline()) {
      case NONE -> System.arraycopy(returns, 0, weights, 0, rows);
      case CRITIC -> System.arraycopy(advantages, 0, weights, 0, rows);
      case BATCH_MEAN -> subtractMeanOfOtherLanes(batch, returns, weights);
    }
    AdvantageScale scale = AdvantageScale.ofBatch(settings.advantage().normalisation(), weights);
    for (int i = 0; i < rows; i++) {
      weights[i] = scale.apply(weights[i]);
    }
    if (settings.discountWeighting()) {
      discountByAge(batch.ends(), batch.elapsedSteps(), settings.discount(), weights);
    }
  }

  private void subtractMeanOfOtherLanes(Batch batch, float[] returns, float[] weights) {
    int lanes = batch.lanes();
    double total = 0;
    for (int lane = 0; lane < lanes; lane++) {
      double sum = 0;
      for (int i = lane; i < batch.rows(); i += lanes) {
        sum += returns[i];
      }
      laneSums[lane] = sum;
      total += sum;
    }
    int others = batch.rows() - batch.steps();
    for (int lane = 0; lane < lanes; lane++) {
      float baseline = (float) ((total - laneSums[lane]) / others);
      for (int i = lane; i < batch.rows(); i += lanes) {
        weights[i] = returns[i] - baseline;
      }
    }
  }

  /**
   * Multiplies each step's weight by γᵗ, t being the step's number within its episode, also where
   * the episode began in an earlier fragment.
   *
   * @param elapsedSteps t of each lane's first step, {@code [L]}
   */
  static void discountByAge(
      EpisodeEnds ends, int[] elapsedSteps, double discount, float[] weights) {
    int lanes = ends.lanes();
    for (int lane = 0; lane < lanes; lane++) {
      double factor = StrictMath.pow(discount, elapsedSteps[lane]);
      for (int t = 0; t < ends.steps(); t++) {
        int i = t * lanes + lane;
        weights[i] *= (float) factor;
        factor = ends.ended(i) ? 1 : factor * discount;
      }
    }
  }
}

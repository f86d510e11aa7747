package io.belay.learner.algorithm.trpo;

import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.OptimizerState;
import io.belay.learner.algorithm.Update;
import io.belay.learner.algorithm.descent.CriticFit;
import io.belay.learner.algorithm.natural.NaturalAscent;
import io.belay.learner.algorithm.natural.PolicyMove;
import io.belay.learner.algorithm.natural.StepLength;
import io.belay.learner.gradient.HeadMetric;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.Policy;
import io.belay.recipe.TrpoSettings;
import java.util.SequencedMap;

/**
 * One TRPO update: along w = (F + λI)⁻¹ g, as far as the trust region's quadratic model allows,
 * then back until {@link TrpoLoss} accepts; then the critic's own fit.
 *
 * <pre>
 *   η₀ = √(2δ ÷ gᵀw),   ηᵢ = shrinkⁱ η₀,   θ ← θ + ηᵢ w for the first i that is accepted
 * </pre>
 *
 * <p>Schulman et al., <a href="https://arxiv.org/abs/1502.05477">Trust Region Policy
 * Optimization</a>, appendix C; why 2δ and not the lecture's δ is told in {@link
 * StepLength#within}. gᵀw = wᵀ(F + λI)w also counts the damping, so that the model's divergence at
 * η₀ is at most δ. Where no i is accepted the policy stays as it was, to the bit.
 */
public final class TrpoUpdate implements Update {
  private final TrpoSettings settings;
  private final NaturalAscent ascent;
  private final CriticFit criticFit;

  /**
   * An update for batches of one shape.
   *
   * @param steps T
   * @param lanes L
   * @param iterations iterations of the whole run, over which schedules fall
   * @param seed the run's seed
   */
  public TrpoUpdate(
      TrpoSettings settings,
      Policy policy,
      Critic critic,
      int steps,
      int lanes,
      int iterations,
      long seed,
      Crew crew) {
    this.settings = settings;
    ascent =
        new NaturalAscent(
            settings.fisher(),
            settings.advantage().normalisation(),
            HeadMetric.FISHER,
            policy,
            steps,
            lanes,
            crew);
    criticFit = new CriticFit(settings.critic(), critic, steps * lanes, iterations, seed, crew);
  }

  @Override
  public SequencedMap<String, Double> improve(
      float[] actor,
      float[] critic,
      Batch batch,
      BatchValues values,
      float[] advantages,
      float[] returns,
      int iteration) {
    ascent.begin(actor, batch, values, advantages);
    ascent.differentiate();
    int tried = ascent.solve() ? search() : 0;
    SequencedMap<String, Double> figures = ascent.figures();
    figures.put("lineSearchSteps", (double) tried);
    return figures;
  }

  /** Tries shorter and shorter steps and takes the first that is accepted; returns how many. */
  private int search() {
    double stepSize = StepLength.within(settings.trustRegionRadius(), ascent.gradientAlong());
    for (int tried = 1; tried <= settings.lineSearchSteps(); tried++) {
      PolicyMove move = ascent.measure(stepSize);
      if (TrpoLoss.accepts(move, settings.trustRegionRadius())) {
        ascent.take();
        return tried;
      }
      stepSize *= settings.lineSearchShrink();
    }
    return settings.lineSearchSteps();
  }

  @Override
  public SequencedMap<String, Double> fitCritic(
      float[] critic, Batch batch, BatchValues values, float[] returns, int iteration) {
    return criticFit.fit(critic, values, returns, iteration);
  }

  @Override
  public OptimizerState optimizerState() {
    return OptimizerState.of(criticFit.optimizer());
  }

  @Override
  public void restore(OptimizerState state) {
    state.into(criticFit.optimizer());
  }
}

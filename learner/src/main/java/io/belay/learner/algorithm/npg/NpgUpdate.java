package io.belay.learner.algorithm.npg;

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
import io.belay.recipe.NpgSettings;
import java.util.SequencedMap;

/**
 * One NPG update, θ ← θ + η (F + λI)⁻¹ g with g = mean Â ∇log π(a|s), then the critic's own fit.
 *
 * <p>Kakade, A Natural Policy Gradient, 2001; AJKS section 10.3 and Lemma 11.2, see {@link
 * NaturalAscent}. The lecture's F⁻¹ is the pseudoinverse; λ takes its place, since a mean over a
 * batch never has full rank in a network.
 */
public final class NpgUpdate implements Update {
  private final NpgSettings settings;
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
  public NpgUpdate(
      NpgSettings settings,
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
    if (ascent.solve()) {
      PolicyMove move = ascent.measure(StepLength.of(settings.step(), ascent));
      if (move.finite()) {
        ascent.take();
      }
    }
    return ascent.figures();
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

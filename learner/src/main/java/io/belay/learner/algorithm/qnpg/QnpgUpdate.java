package io.belay.learner.algorithm.qnpg;

import io.belay.error.BelayException;
import io.belay.learner.algorithm.AdvantageScale;
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
import io.belay.policy.Categorical;
import io.belay.policy.Critic;
import io.belay.policy.Policy;
import io.belay.recipe.QnpgSettings;
import java.util.SequencedMap;

/**
 * One Q-NPG update, θ ← θ + η w with the w of {@link QnpgLoss}, then the critic's own fit.
 *
 * <p>AJKS section 11.4. A normalised step is measured by the policy's Fisher matrix as in NPG,
 * since that is what a divergence is made of, though w solves the equations of another one.
 */
public final class QnpgUpdate implements Update {
  private final QnpgSettings settings;
  private final NaturalAscent ascent;
  private final QnpgLoss loss;
  private final CriticFit criticFit;

  /**
   * An update for batches of one shape.
   *
   * @param steps T
   * @param lanes L
   * @param iterations iterations of the whole run, over which schedules fall
   * @param seed the run's seed
   * @throws BelayException INVALID_REQUEST where the actions are not finitely many
   */
  public QnpgUpdate(
      QnpgSettings settings,
      Policy policy,
      Critic critic,
      int steps,
      int lanes,
      int iterations,
      long seed,
      Crew crew) {
    this.settings = settings;
    if (!(policy.distribution() instanceof Categorical categorical)) {
      throw BelayException.invalid(
          "Q-NPG regresses on the features of finitely many actions; use a discrete action space, or algorithm.name=npg: algorithm.name=qnpg, distribution=%s"
              .formatted(policy.distribution()));
    }
    ascent =
        new NaturalAscent(
            settings.fisher(),
            settings.advantage().normalisation(),
            HeadMetric.UNCENTRED,
            policy,
            steps,
            lanes,
            crew);
    loss = new QnpgLoss(categorical, steps * lanes);
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
    AdvantageScale scale = ascent.begin(actor, batch, values, advantages);
    loss.load(values.values(), scale);
    loss.differentiate(ascent.policy(), batch.actions(), ascent.advantages(), ascent.gradient());
    double error = Double.NaN;
    if (ascent.solve()) {
      error = loss.error(ascent.policy().headTangents(), batch.actions(), ascent.advantages());
      PolicyMove move = ascent.measure(StepLength.of(settings.step(), ascent));
      if (move.finite()) {
        ascent.take();
      }
    }
    SequencedMap<String, Double> figures = ascent.figures();
    figures.put("regressionError", error);
    return figures;
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

package io.belay.learner.algorithm.reinforce;

import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.Minibatch;
import io.belay.learner.algorithm.OptimizerState;
import io.belay.learner.algorithm.Update;
import io.belay.learner.algorithm.descent.ActorPass;
import io.belay.learner.algorithm.descent.CriticFit;
import io.belay.learner.algorithm.descent.Descent;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.Policy;
import io.belay.recipe.ReinforceSettings;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One REINFORCE update: one step of the actor on {@link ReinforceLoss} over the whole batch, then
 * the critic's own fit.
 *
 * <p>The gradient is the mean over the batch's steps; AJKS Lemma 9.7 has a sum over a trajectory's
 * steps. Over T·L steps that hold n whole trajectories, the mean is n ÷ (T·L) times the lemma's
 * estimate averaged over them, a factor that the learning rate takes up.
 *
 * <p>{@code klMean} is how far the step went, KL(π_before ‖ π_after), exact; the other figures are
 * of the policy before it.
 */
public final class ReinforceUpdate implements Update {
  private final ReinforceSettings settings;
  private final int iterations;
  private final Crew crew;
  private final Minibatch whole;
  private final ReinforceWeights weighing;
  private final float[] weights;
  private final ActorPass actorPass;
  private final Descent descent;
  private final CriticFit criticFit;

  /**
   * An update for batches of this many steps and lanes.
   *
   * @param rows steps of a batch over all lanes
   * @param lanes lanes of the run
   * @param iterations iterations of the whole run, over which schedules fall
   * @param seed the run's seed
   */
  public ReinforceUpdate(
      ReinforceSettings settings,
      Policy policy,
      Critic critic,
      int rows,
      int lanes,
      int iterations,
      long seed,
      Crew crew) {
    this.settings = settings;
    this.iterations = iterations;
    this.crew = crew;
    whole = Minibatch.whole(rows);
    weighing = new ReinforceWeights(settings, lanes);
    weights = new float[rows];
    actorPass = new ActorPass(policy, new ReinforceLoss(), rows);
    descent = new Descent(settings.step(), "algorithm.learning-rate", iterations, crew, actorPass);
    criticFit = new CriticFit(settings.critic(), critic, rows, iterations, seed, crew);
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
    double entropyCoefficient =
        settings
            .entropyCoefficientSchedule()
            .at(settings.entropyCoefficient(), iteration, iterations);
    weighing.weigh(batch, advantages, returns, weights);
    actorPass.begin(actor, batch, values, weights, entropyCoefficient);
    double norm = descent.differentiate(whole, iteration, 0, 0);
    descent.step(iteration, norm);

    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    figures.put("klMean", actorPass.divergence(crew, whole.rows()));
    figures.put("entropy", actorPass.figures().entropyMean());
    figures.put("policyLoss", -actorPass.figures().objectiveMean());
    figures.put("gradientNorm", norm);
    figures.put("learningRate", descent.learningRate(iteration));
    figures.put("entropyCoefficient", entropyCoefficient);
    return figures;
  }

  @Override
  public SequencedMap<String, Double> fitCritic(
      float[] critic, Batch batch, BatchValues values, float[] returns, int iteration) {
    return criticFit.fit(critic, values, returns, iteration);
  }

  @Override
  public OptimizerState optimizerState() {
    return OptimizerState.of(descent.optimizers()[0], criticFit.optimizer());
  }

  @Override
  public void restore(OptimizerState state) {
    state.into(descent.optimizers()[0], criticFit.optimizer());
  }
}

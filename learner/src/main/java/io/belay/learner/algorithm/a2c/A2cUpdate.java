package io.belay.learner.algorithm.a2c;

import io.belay.learner.algorithm.AdvantageScale;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.Minibatch;
import io.belay.learner.algorithm.OptimizerState;
import io.belay.learner.algorithm.Update;
import io.belay.learner.algorithm.descent.ActorPass;
import io.belay.learner.algorithm.descent.CriticPass;
import io.belay.learner.algorithm.descent.Descent;
import io.belay.learner.algorithm.descent.ValueLoss;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.Policy;
import io.belay.recipe.A2cSettings;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One A2C update: one step on {@link A2cLoss} over the whole batch, actor and critic together.
 *
 * <p>{@code klMean} is how far that step went, KL(π_before ‖ π_after), exact; the other figures are
 * of the policy and the critic before it.
 */
public final class A2cUpdate implements Update {
  private final A2cSettings settings;
  private final int iterations;
  private final Crew crew;
  private final Minibatch whole;
  private final ActorPass actorPass;
  private final CriticPass criticPass;
  private final Descent descent;

  /**
   * An update for batches of this many rows.
   *
   * @param rows rows of a batch
   * @param iterations iterations of the whole run, over which schedules fall
   */
  public A2cUpdate(
      A2cSettings settings, Policy policy, Critic critic, int rows, int iterations, Crew crew) {
    this.settings = settings;
    this.iterations = iterations;
    this.crew = crew;
    whole = Minibatch.whole(rows);
    actorPass = new ActorPass(policy, new A2cLoss(), rows);
    criticPass = new CriticPass(critic, ValueLoss.SQUARED_ERROR, settings.valueCoefficient(), rows);
    descent =
        new Descent(
            settings.step(), "algorithm.learning-rate", iterations, crew, actorPass, criticPass);
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
    actorPass.begin(actor, batch, values, advantages, entropyCoefficient);
    actorPass.standardise(AdvantageScale.ofBatch(settings.advantage().normalisation(), advantages));
    criticPass.begin(critic, values, returns);
    double norm = descent.differentiate(whole, iteration, 0, 0);
    descent.step(iteration, norm);

    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    figures.put("klMean", actorPass.divergence(crew, whole.rows()));
    figures.put("entropy", actorPass.figures().entropyMean());
    figures.put("policyLoss", -actorPass.figures().objectiveMean());
    figures.put("valueLoss", criticPass.valueLoss());
    figures.put("gradientNorm", norm);
    figures.put("learningRate", descent.learningRate(iteration));
    figures.put("entropyCoefficient", entropyCoefficient);
    return figures;
  }

  /** Nothing: the step of {@link #improve} moves the critic too. */
  @Override
  public SequencedMap<String, Double> fitCritic(
      float[] critic, Batch batch, BatchValues values, float[] returns, int iteration) {
    return new LinkedHashMap<>();
  }

  @Override
  public OptimizerState optimizerState() {
    return OptimizerState.of(descent.optimizers());
  }

  @Override
  public void restore(OptimizerState state) {
    state.into(descent.optimizers());
  }
}

package io.belay.learner.algorithm.ppo;

import io.belay.learner.algorithm.AdvantageScale;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.Minibatch;
import io.belay.learner.algorithm.Minibatches;
import io.belay.learner.algorithm.OptimizerState;
import io.belay.learner.algorithm.Update;
import io.belay.learner.algorithm.descent.ActorPass;
import io.belay.learner.algorithm.descent.CriticPass;
import io.belay.learner.algorithm.descent.Descent;
import io.belay.learner.algorithm.descent.FigureMeans;
import io.belay.learner.algorithm.descent.PolicyFigures;
import io.belay.learner.algorithm.descent.ValueLoss;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.Policy;
import io.belay.recipe.AdvantageNormalisation;
import io.belay.recipe.PpoSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One PPO update: epochs of minibatch steps on {@link PpoLoss}, actor and critic together.
 *
 * <p>With a target KL the update ends before the first step whose minibatch shows a mean KL above
 * 1.5 times the target, as in Stable-Baselines3.
 */
public final class PpoUpdate implements Update {
  private static final double KL_TOLERANCE = 1.5;

  private final PpoSettings settings;
  private final int iterations;
  private final Crew crew;
  private final Minibatches minibatches;
  private final AdvantageScale[][] scales;
  private final PpoLoss loss = new PpoLoss();
  private final ActorPass actorPass;
  private final CriticPass criticPass;
  private final Descent descent;

  /** After an update they speak of its last epoch. */
  private final FigureMeans figures =
      new FigureMeans(
          "klMean", "entropy", "policyLoss", "valueLoss", "clipFraction", "gradientNorm");

  /**
   * An update for batches of this many rows.
   *
   * @param rows rows of a batch
   * @param iterations iterations of the whole run, over which schedules fall
   * @param seed the run's seed
   */
  public PpoUpdate(
      PpoSettings settings,
      Policy policy,
      Critic critic,
      int rows,
      int iterations,
      long seed,
      Crew crew) {
    this.settings = settings;
    this.iterations = iterations;
    this.crew = crew;
    minibatches = new Minibatches(rows, settings.minibatchSize(), settings.epochs(), seed);
    scales = new AdvantageScale[settings.epochs()][minibatches.count()];
    ValueLoss valueLoss =
        settings.valueClipRange().isPresent()
            ? PpoLoss.clippedValues((float) settings.valueClipRange().getAsDouble())
            : ValueLoss.SQUARED_ERROR;
    actorPass = new ActorPass(policy, loss, minibatches.largest());
    criticPass =
        new CriticPass(critic, valueLoss, settings.valueCoefficient(), minibatches.largest());
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
    float clipRange =
        (float) settings.clipRangeSchedule().at(settings.clipRange(), iteration, iterations);
    minibatches.shuffle(iteration, crew);
    scaleAdvantages(advantages);
    loss.clipRange(clipRange);
    double entropyCoefficient =
        settings
            .entropyCoefficientSchedule()
            .at(settings.entropyCoefficient(), iteration, iterations);
    actorPass.begin(actor, batch, values, advantages, entropyCoefficient);
    criticPass.begin(critic, values, returns);

    int steps = 0;
    boolean stopped = false;
    for (int epoch = 0; epoch < settings.epochs() && !stopped; epoch++) {
      figures.begin();
      for (int m = 0; m < minibatches.count() && !stopped; m++) {
        Minibatch minibatch = minibatches.get(epoch, m);
        actorPass.standardise(scales[epoch][m]);
        double norm = descent.differentiate(minibatch, iteration, epoch, m);
        addFigures(minibatch, norm);
        stopped =
            settings.targetKl().isPresent()
                && actorPass.figures().klMean() > KL_TOLERANCE * settings.targetKl().getAsDouble();
        if (!stopped) {
          descent.step(iteration, norm);
          steps++;
        }
      }
    }
    SequencedMap<String, Double> all = figures.means();
    all.put("minibatchSteps", (double) steps);
    all.put("learningRate", descent.learningRate(iteration));
    all.put("clipRange", (double) clipRange);
    all.put("entropyCoefficient", entropyCoefficient);
    return all;
  }

  private void addFigures(Minibatch minibatch, double norm) {
    PolicyFigures policy = actorPass.figures();
    figures.add(
        policy.klMean(),
        policy.entropyMean(),
        -policy.objectiveMean(),
        criticPass.valueLoss(),
        loss.clipFraction(policy.ratios(), minibatch.rows()),
        norm);
  }

  /** Nothing: every step of {@link #improve} moves the critic too. */
  @Override
  public SequencedMap<String, Double> fitCritic(
      float[] critic, Batch batch, BatchValues values, float[] returns, int iteration) {
    return new LinkedHashMap<>();
  }

  private void scaleAdvantages(float[] advantages) {
    if (settings.advantage().normalisation() == AdvantageNormalisation.MINIBATCH) {
      // With one minibatch all epochs see the rows in the same order.
      int distinct = minibatches.count() > 1 ? scales.length : 1;
      crew.run(
          distinct,
          epoch -> {
            for (int m = 0; m < minibatches.count(); m++) {
              scales[epoch][m] = AdvantageScale.of(advantages, minibatches.get(epoch, m));
            }
          });
      for (int epoch = distinct; epoch < scales.length; epoch++) {
        scales[epoch] = scales[0];
      }
      return;
    }
    AdvantageScale scale = AdvantageScale.ofBatch(settings.advantage().normalisation(), advantages);
    for (AdvantageScale[] epoch : scales) {
      Arrays.fill(epoch, scale);
    }
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

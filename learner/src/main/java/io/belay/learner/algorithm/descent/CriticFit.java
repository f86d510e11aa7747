package io.belay.learner.algorithm.descent;

import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.Minibatch;
import io.belay.learner.algorithm.Minibatches;
import io.belay.learner.optimizer.Optimizer;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.recipe.CriticFitSettings;
import java.util.SequencedMap;

/**
 * The critic's own fit: epochs of minibatch steps down ½ mean (V(s) − R)², with its own optimizer
 * and schedule.
 *
 * <p>For the algorithms whose actor takes one step of another kind. It runs when the new actor is
 * out, so that sampling does not wait for it; what it learns is a baseline from the next iteration
 * on.
 */
public final class CriticFit {
  private final Crew crew;
  private final Minibatches minibatches;
  private final CriticPass pass;
  private final Descent descent;
  private final int epochs;

  /** After a fit they speak of its last epoch. */
  private final FigureMeans figures = new FigureMeans("valueLoss", "criticGradientNorm");

  /**
   * A fit to batches of this many rows.
   *
   * @param rows rows of a batch
   * @param iterations iterations of the whole run, over which the schedule falls
   * @param seed the run's seed
   */
  public CriticFit(
      CriticFitSettings settings, Critic critic, int rows, int iterations, long seed, Crew crew) {
    this.crew = crew;
    epochs = settings.epochs();
    minibatches = new Minibatches(rows, settings.minibatchSize(), epochs, seed);
    pass = new CriticPass(critic, ValueLoss.SQUARED_ERROR, 1, minibatches.largest());
    descent =
        new Descent(settings.step(), "algorithm.critic.learning-rate", iterations, crew, pass);
  }

  /**
   * Fits the critic to a batch.
   *
   * @param critic the critic's parameters, updated
   * @param returns its targets, {@code [T, L]}, read only
   * @param iteration number of the iteration, from 0
   * @return valueLoss, criticGradientNorm, criticSteps
   * @throws io.belay.error.BelayException FATAL where a gradient is not finite
   */
  public SequencedMap<String, Double> fit(
      float[] critic, BatchValues values, float[] returns, int iteration) {
    minibatches.shuffle(iteration, crew);
    pass.begin(critic, values, returns);
    for (int epoch = 0; epoch < epochs; epoch++) {
      figures.begin();
      for (int m = 0; m < minibatches.count(); m++) {
        Minibatch minibatch = minibatches.get(epoch, m);
        double norm = descent.differentiate(minibatch, iteration, epoch, m);
        figures.add(pass.valueLoss(), norm);
        descent.step(iteration, norm);
      }
    }
    SequencedMap<String, Double> all = figures.means();
    all.put("criticSteps", (double) epochs * minibatches.count());
    return all;
  }

  /** The critic's optimizer, to be saved and restored. */
  public Optimizer optimizer() {
    return descent.optimizers()[0];
  }
}

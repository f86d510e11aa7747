package io.belay.learner.algorithm.descent;

import io.belay.error.BelayException;
import io.belay.learner.algorithm.Minibatch;
import io.belay.learner.optimizer.Optimizer;
import io.belay.learner.parallel.Crew;
import io.belay.recipe.OptimizerSettings;

/**
 * Steps down a loss, one minibatch at a time.
 *
 * <p>A step has three phases between which the crew waits for one another: the two of {@link
 * LossGradient}, then slices of parameters again (optimizer). The norm of the whole gradient is
 * clipped, over all networks together, as in Stable-Baselines3 and CleanRL.
 */
public final class Descent {
  private final String learningRateKey;
  private final double maxGradientNorm;
  private final Crew crew;
  private final LossGradient gradient;
  private final Optimizer[] optimizers;

  /**
   * A descent that has taken no step.
   *
   * @param learningRateKey the recipe's key, for what an error advises
   * @param passes the networks that are descended in one step, the actor first
   */
  public Descent(
      OptimizerSettings settings,
      double maxGradientNorm,
      String learningRateKey,
      Crew crew,
      NetworkPass... passes) {
    this.learningRateKey = learningRateKey;
    this.maxGradientNorm = maxGradientNorm;
    this.crew = crew;
    gradient = new LossGradient(crew, passes);
    optimizers = new Optimizer[passes.length];
    for (int i = 0; i < passes.length; i++) {
      optimizers[i] = Optimizer.of(settings, passes[i].gradient().length);
    }
  }

  /**
   * The gradient of a minibatch's loss.
   *
   * @param epoch of the iteration's update, from 0
   * @param index number of the minibatch within the epoch, from 0
   * @return its Euclidean norm before clipping
   * @throws BelayException FATAL where it is not finite; it names the first such number
   */
  public double differentiate(Minibatch minibatch, int iteration, int epoch, int index) {
    double norm = gradient.of(minibatch);
    if (!Double.isFinite(norm)) {
      throw BelayException.fatal(
          "gradients are finite; lower %s or check the rewards: iteration=%d, epoch=%d, minibatch=%d, %s"
              .formatted(learningRateKey, iteration, epoch, index, gradient.firstNotFinite()));
    }
    return norm;
  }

  /**
   * Moves the parameters along the gradient of the last minibatch.
   *
   * @param norm what {@link #differentiate} returned
   */
  public void step(double learningRate, double norm) {
    float scale = norm > maxGradientNorm ? (float) (maxGradientNorm / norm) : 1f;
    for (Optimizer optimizer : optimizers) {
      optimizer.beginStep(learningRate);
    }
    crew.run(
        gradient.slices(),
        task -> {
          int pass = gradient.passOf(task);
          gradient.pass(pass).step(optimizers[pass], scale, gradient.slice(task));
        });
    for (int pass = 0; pass < optimizers.length; pass++) {
      gradient.pass(pass).stepOutside(optimizers[pass], scale);
    }
  }

  /** The optimizers, one for each network. */
  public Optimizer[] optimizers() {
    return optimizers.clone();
  }
}

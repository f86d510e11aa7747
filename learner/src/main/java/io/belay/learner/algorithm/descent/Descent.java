package io.belay.learner.algorithm.descent;

import io.belay.error.BelayException;
import io.belay.learner.algorithm.Minibatch;
import io.belay.learner.optimizer.Optimizer;
import io.belay.learner.parallel.Crew;
import io.belay.recipe.StepSettings;

/**
 * Steps down a loss, one minibatch at a time.
 *
 * <p>A step has three phases between which the crew waits for one another: the two of {@link
 * LossGradient}, then slices of parameters again (optimizer). The norm of the whole gradient is
 * clipped, over all networks together, as in Stable-Baselines3 and CleanRL.
 */
public final class Descent {
  private final StepSettings settings;
  private final String learningRateKey;
  private final int iterations;
  private final Crew crew;
  private final LossGradient gradient;
  private final Optimizer[] optimizers;

  /**
   * A descent that has taken no step.
   *
   * @param learningRateKey the recipe's key, for what an error advises
   * @param iterations iterations of the whole run, over which the schedule falls
   * @param passes the networks that are descended in one step, the actor first
   */
  public Descent(
      StepSettings settings,
      String learningRateKey,
      int iterations,
      Crew crew,
      NetworkPass... passes) {
    this.settings = settings;
    this.learningRateKey = learningRateKey;
    this.iterations = iterations;
    this.crew = crew;
    gradient = new LossGradient(crew, passes);
    optimizers = new Optimizer[passes.length];
    for (int i = 0; i < passes.length; i++) {
      optimizers[i] = Optimizer.of(settings.optimizer(), passes[i].gradient().length);
    }
  }

  /** The learning rate of an iteration's steps. */
  public double learningRate(int iteration) {
    return settings.learningRateSchedule().at(settings.learningRate(), iteration, iterations);
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
      throw BelayException.notFinite(
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
  public void step(int iteration, double norm) {
    double learningRate = learningRate(iteration);
    double maxGradientNorm = settings.maxGradientNorm();
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

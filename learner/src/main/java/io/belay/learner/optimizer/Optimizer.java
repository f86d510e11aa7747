package io.belay.learner.optimizer;

import io.belay.recipe.OptimizerSettings;
import java.util.List;

/**
 * A first-order optimizer of one flat parameter array.
 *
 * <p>A step is begun once and then applied range by range; ranges of one step do not overlap and
 * may be applied by several threads.
 */
public sealed interface Optimizer permits Adam, RmsProp, StochasticGradientDescent {

  /**
   * An optimizer that has taken no step.
   *
   * @param size elements of the parameter array
   */
  static Optimizer of(OptimizerSettings settings, int size) {
    return switch (settings.kind()) {
      case ADAM -> new Adam(size, settings.beta1(), settings.beta2(), settings.epsilon());
      case SGD -> new StochasticGradientDescent(size, settings.momentum());
      case RMSPROP -> new RmsProp(size, settings.decay(), settings.epsilon(), settings.momentum());
    };
  }

  /**
   * Begins the next step.
   *
   * @param learningRate step size, at least 0
   */
  void beginStep(double learningRate);

  /**
   * Applies the step to a range of elements.
   *
   * @param gradientScale factor of the gradient, from clipping its norm
   * @param gradient of the loss that is minimised, {@code [size]}
   * @param parameters updated in [from, to)
   */
  void apply(float gradientScale, float[] gradient, float[] parameters, int from, int to);

  /** Steps begun so far. */
  long steps();

  /**
   * The arrays that the optimizer keeps, in a fixed order; the arrays themselves, for a checkpoint
   * to copy.
   */
  List<float[]> moments();

  /** Goes on from a checkpoint's steps and arrays. */
  void restore(long steps, List<float[]> moments);
}

package io.belay.learner.optimizer;

import java.util.List;

/**
 * Gradient descent with heavy-ball momentum: u ← momentum · u + g, θ ← θ − learningRate · u.
 *
 * <p>Polyak, Some methods of speeding up the convergence of iteration methods, 1964, in the form
 * without dampening that PyTorch uses.
 */
public final class StochasticGradientDescent implements Optimizer {
  private final float momentum;
  private final float[] velocity;
  private float learningRate;
  private long steps;

  /**
   * An optimizer that has taken no step.
   *
   * @param size elements of the parameter array
   * @param momentum in [0, 1); 0 for plain gradient descent
   */
  public StochasticGradientDescent(int size, double momentum) {
    this.momentum = (float) momentum;
    velocity = new float[size];
  }

  @Override
  public void beginStep(double learningRate) {
    steps++;
    this.learningRate = (float) learningRate;
  }

  @Override
  public void apply(float gradientScale, float[] gradient, float[] parameters, int from, int to) {
    for (int i = from; i < to; i++) {
      float moved = Math.fma(momentum, velocity[i], gradientScale * gradient[i]);
      velocity[i] = moved;
      parameters[i] = Math.fma(-learningRate, moved, parameters[i]);
    }
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public List<float[]> moments() {
    return List.of(velocity);
  }

  @Override
  public void restore(long steps, List<float[]> moments) {
    Moments.restore(moments, velocity);
    this.steps = steps;
  }
}

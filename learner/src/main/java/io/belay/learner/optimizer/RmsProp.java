package io.belay.learner.optimizer;

import java.util.List;

/**
 * RMSProp: a step along the gradient over the root of its mean square, with momentum.
 *
 * <pre>
 *   v ← decay · v + (1 − decay) g²,   u ← momentum · u + g ÷ (√v + ε),   θ ← θ − learningRate · u
 * </pre>
 *
 * <p>Tieleman and Hinton, <a
 * href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Neural Networks
 * for Machine Learning, lecture 6e</a>, in the form of PyTorch, not centred: ε is outside the root
 * and v starts at 0. Stable-Baselines3's A2C uses it so by default. TensorFlow's form, which
 * Stable-Baselines3 offers as {@code RMSpropTFLike}, has ε inside the root and v starting at 1: its
 * first steps are shorter.
 */
public final class RmsProp implements Optimizer {
  private final float decay;
  private final float oneMinusDecay;
  private final float epsilon;
  private final float momentum;
  private final float[] meanSquare;
  private final float[] velocity;
  private float learningRate;
  private long steps;

  /**
   * An optimizer that has taken no step.
   *
   * @param size elements of the parameter array
   * @param decay of the mean square, in [0, 1)
   * @param epsilon ε, above 0
   * @param momentum in [0, 1); 0 for none
   */
  public RmsProp(int size, double decay, double epsilon, double momentum) {
    this.decay = (float) decay;
    this.oneMinusDecay = (float) (1 - decay);
    this.epsilon = (float) epsilon;
    this.momentum = (float) momentum;
    meanSquare = new float[size];
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
      float g = gradientScale * gradient[i];
      float square = Math.fma(decay, meanSquare[i], oneMinusDecay * g * g);
      float moved = Math.fma(momentum, velocity[i], g / ((float) Math.sqrt(square) + epsilon));
      meanSquare[i] = square;
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
    return List.of(meanSquare, velocity);
  }

  @Override
  public void restore(long steps, List<float[]> moments) {
    Moments.restore(moments, meanSquare, velocity);
    this.steps = steps;
  }
}

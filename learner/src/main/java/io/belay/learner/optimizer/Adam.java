package io.belay.learner.optimizer;

import io.belay.kernel.AdamConstants;
import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import java.util.List;

/**
 * Adam: a step along the mean gradient over the root of the mean squared gradient, both corrected
 * for their start at zero.
 *
 * <p>Kingma and Ba, <a href="https://arxiv.org/abs/1412.6980">Adam: A Method for Stochastic
 * Optimization</a>, algorithm 1; the order of operations is that of {@link Kernels#adam}.
 */
public final class Adam implements Optimizer {
  private final Kernels kernels = KernelProvider.kernels();
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final float[] mean;
  private final float[] meanSquare;
  private AdamConstants constants;
  private long steps;

  /**
   * An optimizer that has taken no step.
   *
   * @param size elements of the parameter array
   */
  public Adam(int size, double beta1, double beta2, double epsilon) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    mean = new float[size];
    meanSquare = new float[size];
    constants = AdamConstants.of(0, beta1, beta2, epsilon, 1);
  }

  @Override
  public void beginStep(double learningRate) {
    steps++;
    constants = AdamConstants.of(learningRate, beta1, beta2, epsilon, steps);
  }

  @Override
  public void apply(float gradientScale, float[] gradient, float[] parameters, int from, int to) {
    kernels.adam(constants, gradientScale, gradient, mean, meanSquare, parameters, from, to);
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public List<float[]> moments() {
    return List.of(mean, meanSquare);
  }

  @Override
  public void restore(long steps, List<float[]> moments) {
    Moments.restore(moments, mean, meanSquare);
    this.steps = steps;
  }
}

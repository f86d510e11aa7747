package io.belay.learner.gradient;

import io.belay.kernel.Activation;
import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.policy.Layer;
import java.util.List;

/**
 * The directional derivative of a network's outputs along a direction v in parameter space, Jv, row
 * by row, at the parameters and rows of a forward pass.
 *
 * <pre>
 *   ż = x Vᵂ + vᵇ + ẋ W,   ẏ = activation′(z) ż,   ẋ of the next layer = ẏ,   ẋ of the first = 0
 * </pre>
 *
 * <p>Pearlmutter, <a href="https://doi.org/10.1162/neco.1994.6.1.147">Fast Exact Multiplication by
 * the Hessian</a>, 1994, section 3: the R-operator of the forward pass.
 */
public final class NetworkTangent {
  private final Kernels kernels = KernelProvider.kernels();
  private final NetworkGradient network;
  private final float[][] tangents;

  /**
   * A workspace.
   *
   * @param network where the forward pass is made; its activations are read, never written
   * @param maxRows largest number of rows
   */
  public NetworkTangent(NetworkGradient network, int maxRows) {
    this.network = network;
    tangents = network.network().activations(maxRows);
  }

  /** ẏ of the last layer, {@code [maxRows, outputs]}. */
  public float[] tangents() {
    return tangents[tangents.length - 1];
  }

  /**
   * Jv for rows [from, from + rows), once these have gone {@link NetworkGradient#forward}.
   *
   * @param parameters those of the forward pass
   * @param direction v, laid out as the parameters
   */
  public void forward(float[] parameters, float[] direction, int from, int rows) {
    List<Layer> layers = network.network().layers();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      float[] below = network.activationsBelow(i);
      int belowAt = from * layer.inputs();
      int at = from * layer.outputs();
      kernels.affine(
          rows,
          layer.inputs(),
          layer.outputs(),
          below,
          belowAt,
          direction,
          layer.weightsAt(),
          layer.hasBias() ? direction : null,
          Math.max(layer.biasAt(), 0),
          Activation.IDENTITY,
          tangents[i],
          at);
      if (i > 0) {
        kernels.accumulate(
            rows,
            layer.inputs(),
            layer.outputs(),
            tangents[i - 1],
            belowAt,
            parameters,
            layer.weightsAt(),
            tangents[i],
            at);
      }
      multiplyByDerivative(
          layer.activation(), network.activations(i), tangents[i], at, rows * layer.outputs());
    }
  }

  private static void multiplyByDerivative(
      Activation activation, float[] outputs, float[] tangents, int at, int length) {
    switch (activation) {
      case IDENTITY -> {}
      case TANH -> {
        for (int k = at; k < at + length; k++) {
          tangents[k] *= Math.fma(-outputs[k], outputs[k], 1f);
        }
      }
      case RELU -> {
        for (int k = at; k < at + length; k++) {
          tangents[k] = outputs[k] > 0 ? tangents[k] : 0f;
        }
      }
    }
  }
}

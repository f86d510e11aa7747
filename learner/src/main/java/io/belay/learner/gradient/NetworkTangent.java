package io.belay.learner.gradient;

import io.belay.kernel.Activation;
import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.policy.Layer;
import io.belay.policy.Network;

/**
 * The directional derivative of a network's outputs along a direction v in parameter space, Jv, row
 * by row.
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
  private final Network network;
  private final float[][] outputs;
  private final float[][] tangents;

  /** A workspace for up to {@code maxRows} rows. */
  public NetworkTangent(Network network, int maxRows) {
    this.network = network;
    outputs = network.activations(maxRows);
    tangents = network.activations(maxRows);
  }

  /** ẏ of the last layer, {@code [maxRows, outputs]}. */
  public float[] tangents() {
    return tangents[tangents.length - 1];
  }

  /**
   * The forward pass of rows [from, from + rows) together with its derivative.
   *
   * @param direction v, laid out as the parameters
   * @param inputs {@code [maxRows, inputs]}
   */
  public void forward(float[] parameters, float[] direction, float[] inputs, int from, int rows) {
    network.forward(kernels, parameters, inputs, from * network.inputs(), rows, outputs, from);
    for (int i = 0; i < network.layers().size(); i++) {
      Layer layer = network.layers().get(i);
      float[] below = i == 0 ? inputs : outputs[i - 1];
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
      multiplyByDerivative(layer.activation(), outputs[i], tangents[i], at, rows * layer.outputs());
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

package io.belay.learner.gradient;

import io.belay.kernel.Activation;
import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.policy.Layer;
import io.belay.policy.Network;
import java.util.List;

/**
 * Forward and backward pass of a fully connected network over the rows of a minibatch.
 *
 * <p>Rows are independent in {@link #forward} and {@link #backward}, slices are in {@link
 * #differentiate}: several threads may run them for disjoint rows or slices of the same minibatch.
 * No sum is ever split between threads.
 */
public final class NetworkGradient {
  private static final float[] NO_ACTIVATIONS = {};

  private final Kernels kernels = KernelProvider.kernels();
  private final Network network;
  private final List<Layer> layers;
  private final List<ParameterSlice> slices;
  private final float[] inputs;
  private final float[][] outputs;
  private final float[][] deltas;
  private final float[][] transposedWeights;

  /**
   * A workspace.
   *
   * @param maxRows largest minibatch
   */
  public NetworkGradient(Network network, int maxRows) {
    this.network = network;
    layers = network.layers();
    slices = ParameterSlice.of(network);
    inputs = new float[maxRows * network.inputs()];
    outputs = network.activations(maxRows);
    deltas = network.activations(maxRows);
    transposedWeights =
        layers.stream()
            .map(layer -> new float[layer.inputs() * layer.outputs()])
            .toArray(float[][]::new);
  }

  /**
   * What the first layer reads, {@code [maxRows, inputs]}; the caller fills it before {@link
   * #forward}.
   */
  public float[] inputs() {
    return inputs;
  }

  /** What the last layer gave, {@code [maxRows, outputs]}. */
  public float[] outputs() {
    return outputs[outputs.length - 1];
  }

  /** ∂L/∂output, {@code [maxRows, outputs]}; the caller fills it before {@link #backward}. */
  public float[] outputDeltas() {
    return deltas[deltas.length - 1];
  }

  /** The parts in which {@link #differentiate} and the optimizer go over the parameters. */
  public List<ParameterSlice> slices() {
    return slices;
  }

  /** The forward pass of rows [from, from + rows). */
  public void forward(float[] parameters, int from, int rows) {
    network.forward(kernels, parameters, inputs, from * network.inputs(), rows, outputs, from);
  }

  /**
   * From ∂L/∂output back to ∂L/∂(pre-activation) of every layer, for rows [from, from + rows).
   * Reads the transposed weights, see {@link #transpose}.
   */
  public void backward(int from, int rows) {
    backward(deltas, from, rows);
  }

  /** The same for deltas of another loss at the same activations. */
  void backward(float[][] deltas, int from, int rows) {
    for (int i = layers.size() - 1; i > 0; i--) {
      Layer layer = layers.get(i);
      Layer below = layers.get(i - 1);
      kernels.backwardInput(
          rows,
          layer.inputs(),
          layer.outputs(),
          deltas[i],
          from * layer.outputs(),
          transposedWeights[i],
          0,
          below.activation(),
          below.activation() == Activation.IDENTITY ? NO_ACTIVATIONS : outputs[i - 1],
          from * below.outputs(),
          deltas[i - 1],
          from * below.outputs());
    }
  }

  /**
   * ∂L/∂θ of one slice, summed over rows [0, rows) in ascending order, once every row has gone
   * {@link #backward}.
   *
   * @param gradient receives the slice's elements, laid out as the parameters
   * @return sum of the squares of these elements
   */
  public float differentiate(ParameterSlice slice, int rows, float[] gradient) {
    Layer layer = layers.get(slice.layer());
    float[] below = activationsBelow(slice.layer());
    kernels.backwardWeights(
        rows,
        layer.inputs(),
        layer.outputs(),
        below,
        0,
        deltas[slice.layer()],
        0,
        slice.fromInput(),
        slice.toInput(),
        gradient,
        layer.weightsAt());
    float squares =
        kernels.sumOfSquares(gradient, weightsFrom(slice), weightsTo(slice) - weightsFrom(slice));
    if (slice.withBias()) {
      kernels.backwardBias(
          rows, layer.outputs(), deltas[slice.layer()], 0, gradient, layer.biasAt());
      squares += kernels.sumOfSquares(gradient, layer.biasAt(), layer.outputs());
    }
    return squares;
  }

  /**
   * Refreshes the transposed copy of a slice's weights, which {@link #backward} reads, after the
   * parameters changed.
   */
  public void transpose(ParameterSlice slice, float[] parameters) {
    if (slice.layer() > 0) {
      Layer layer = layers.get(slice.layer());
      kernels.transpose(
          layer.inputs(),
          layer.outputs(),
          parameters,
          layer.weightsAt(),
          slice.fromInput(),
          slice.toInput(),
          transposedWeights[slice.layer()],
          0);
    }
  }

  /** Refreshes all transposed copies. */
  public void transpose(float[] parameters) {
    for (ParameterSlice slice : slices) {
      transpose(slice, parameters);
    }
  }

  /** What a layer gave, {@code [maxRows, layer.outputs]}. */
  float[] activations(int layer) {
    return outputs[layer];
  }

  /** What a layer read, {@code [maxRows, layer.inputs]}. */
  float[] activationsBelow(int layer) {
    return layer == 0 ? inputs : outputs[layer - 1];
  }

  /** ∂L/∂(pre-activation) of a layer, {@code [maxRows, layer.outputs]}. */
  float[] deltas(int layer) {
    return deltas[layer];
  }

  /** Index of a slice's first weight in the parameters. */
  public int weightsFrom(ParameterSlice slice) {
    Layer layer = layers.get(slice.layer());
    return layer.weightsAt() + slice.fromInput() * layer.outputs();
  }

  /** Index after a slice's last weight in the parameters. */
  public int weightsTo(ParameterSlice slice) {
    Layer layer = layers.get(slice.layer());
    return layer.weightsAt() + slice.toInput() * layer.outputs();
  }

  /** The layer that a slice belongs to. */
  public Layer layer(ParameterSlice slice) {
    return layers.get(slice.layer());
  }

  /** The network whose parameters are differentiated. */
  public Network network() {
    return network;
  }
}

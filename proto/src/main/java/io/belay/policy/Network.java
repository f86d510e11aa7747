package io.belay.policy;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.kernel.Activation;
import io.belay.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A fully connected network: its layers and where their parameters lie. Immutable; the parameters
 * are the caller's array.
 *
 * <p>A row's outputs are a function of that row alone: the kernels sum in one order whatever the
 * number of rows.
 */
public final class Network {
  /**
   * Gain of hidden layers, √2, as in Schulman et al.'s implementation of PPO and its successors.
   */
  private static final float HIDDEN_GAIN = (float) StrictMath.sqrt(2);

  private final List<Layer> layers;

  private Network(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  /**
   * A network whose parameters are appended to a layout as {@code w0, b0, w1, b1, …}.
   *
   * @param inputs width of the input
   * @param hidden widths of the hidden layers, possibly none
   * @param outputs width of the output, which has no activation
   * @param bias whether layers have biases
   */
  static Network append(
      ParameterLayout.Builder layout,
      int inputs,
      List<Integer> hidden,
      int outputs,
      Activation activation,
      boolean bias) {
    List<Layer> layers = new ArrayList<>();
    int width = inputs;
    for (int i = 0; i <= hidden.size(); i++) {
      boolean last = i == hidden.size();
      int next = last ? outputs : hidden.get(i);
      int weightsAt = layout.add("w" + i, width, next);
      int biasAt = bias ? layout.add("b" + i, 1, next) : Layer.NO_BIAS;
      layers.add(
          new Layer(width, next, last ? Activation.IDENTITY : activation, weightsAt, biasAt));
      width = next;
    }
    return new Network(layers);
  }

  /** Layers in the order of the forward pass. */
  public List<Layer> layers() {
    return layers;
  }

  public int inputs() {
    return layers.getFirst().inputs();
  }

  public int outputs() {
    return layers.getLast().outputs();
  }

  /** One output array for each layer, {@code [maxRows, layer.outputs]}. */
  public float[][] activations(int maxRows) {
    return layers.stream()
        .map(layer -> new float[maxRows * layer.outputs()])
        .toArray(float[][]::new);
  }

  /**
   * The forward pass over a range of rows.
   *
   * @param x inputs, {@code [rows, inputs]} from {@code xAt}
   * @param activations receives each layer's outputs; row r of the call is row {@code firstRow + r}
   *     of each array
   */
  public void forward(
      Kernels kernels,
      float[] parameters,
      float[] x,
      int xAt,
      int rows,
      float[][] activations,
      int firstRow) {
    float[] input = x;
    int inputAt = xAt;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      float[] output = activations[i];
      int outputAt = firstRow * layer.outputs();
      kernels.affine(
          rows,
          layer.inputs(),
          layer.outputs(),
          input,
          inputAt,
          parameters,
          layer.weightsAt(),
          layer.hasBias() ? parameters : null,
          Math.max(layer.biasAt(), 0),
          layer.activation(),
          output,
          outputAt);
      input = output;
      inputAt = outputAt;
    }
  }

  /**
   * Initial parameters: orthogonal weights and zero biases.
   *
   * @param outputGain gain of the last layer; hidden layers have √2
   */
  void initialise(float[] parameters, float outputGain, Chance chance, int firstTensor) {
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      float gain = i == layers.size() - 1 ? outputGain : HIDDEN_GAIN;
      chance.at(Purpose.INITIALISATION, firstTensor + i, 0, 0);
      OrthogonalInitialiser.fill(
          parameters, layer.weightsAt(), layer.inputs(), layer.outputs(), gain, chance);
      if (layer.hasBias()) {
        Arrays.fill(parameters, layer.biasAt(), layer.biasAt() + layer.outputs(), 0f);
      }
    }
  }
}

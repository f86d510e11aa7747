package io.belay.policy;

import io.belay.kernel.Activation;

/**
 * One fully connected layer, y = activation(xW + b), as a view into a parameter array.
 *
 * @param inputs width of x
 * @param outputs width of y
 * @param activation applied to every output
 * @param weightsAt offset of W, {@code [inputs, outputs]} row-major
 * @param biasAt offset of b, {@code [outputs]}; {@link #NO_BIAS} for a layer without one
 */
public record Layer(int inputs, int outputs, Activation activation, int weightsAt, int biasAt) {

  /** Stands for the offset of a bias that is not there. */
  public static final int NO_BIAS = -1;

  public boolean hasBias() {
    return biasAt != NO_BIAS;
  }
}

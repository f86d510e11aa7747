package io.belay.learner.gradient;

import io.belay.policy.Layer;
import io.belay.policy.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a network's parameters that one thread differentiates and updates: some rows of one
 * layer's weights, and with the first of them the bias.
 *
 * <p>How a network is cut depends on its shape alone, so that sums over slices have one order
 * whatever the number of threads.
 *
 * @param layer index of the layer
 * @param fromInput first row of the weights
 * @param toInput row after the last
 * @param withBias whether the layer's bias belongs to the slice
 */
public record ParameterSlice(int layer, int fromInput, int toInput, boolean withBias) {
  /**
   * Weights of a slice, about: small enough to share a 64×64 layer, large enough to outweigh
   * handing it out.
   */
  private static final int WEIGHTS = 1024;

  /** Rows of a slice are a multiple of this, the height of the kernels' register tile. */
  private static final int ROWS = 4;

  /** The slices of a network, later layers first as back-propagation has them. */
  public static List<ParameterSlice> of(Network network) {
    List<ParameterSlice> slices = new ArrayList<>();
    for (int i = network.layers().size() - 1; i >= 0; i--) {
      Layer layer = network.layers().get(i);
      int rows = Math.max(ROWS, WEIGHTS / layer.outputs() / ROWS * ROWS);
      for (int from = 0; from < layer.inputs(); from += rows) {
        slices.add(
            new ParameterSlice(
                i, from, Math.min(layer.inputs(), from + rows), from == 0 && layer.hasBias()));
      }
    }
    return List.copyOf(slices);
  }
}

package io.belay.learner.algorithm.descent;

import io.belay.learner.algorithm.Minibatch;
import io.belay.learner.gradient.NetworkGradient;
import io.belay.learner.gradient.ParameterSlice;
import io.belay.learner.optimizer.Optimizer;
import io.belay.policy.Network;
import java.util.List;

/**
 * The rows of a minibatch on their way through one network and back, and the gradient that this
 * gives.
 *
 * <p>Rows go in chunks, which are independent of one another; what is summed over rows is summed in
 * their order, afterwards.
 */
public abstract sealed class NetworkPass permits ActorPass, CriticPass {
  /**
   * Rows of a chunk: few enough to share a minibatch of 64, and to keep a chunk's activations in
   * the first-level cache.
   */
  static final int CHUNK = 32;

  final NetworkGradient network;
  private final List<ParameterSlice> slices;
  private final float[] gradient;
  private float[] parameters = {};

  NetworkPass(Network network, int parameterCount, int maxRows) {
    this.network = new NetworkGradient(network, maxRows);
    slices = this.network.slices();
    gradient = new float[parameterCount];
  }

  static int chunks(int rows) {
    return Math.ceilDiv(rows, CHUNK);
  }

  /** The gradient of the loss that was passed last, laid out as the parameters. */
  public final float[] gradient() {
    return gradient;
  }

  /** How the gradient is called where a number of it is not finite. */
  abstract String gradientName();

  /** Works on these parameters from now on. */
  final void use(float[] parameters) {
    this.parameters = parameters;
    network.transpose(parameters);
  }

  final float[] parameters() {
    return parameters;
  }

  final List<ParameterSlice> slices() {
    return slices;
  }

  /** Forward, loss and backward of the minibatch's rows [from, from + rows). */
  abstract void rows(Minibatch minibatch, int from, int rows);

  /**
   * Sums over all rows what no slice sums: figures, and the gradient by parameters outside the
   * network.
   *
   * @return sum of the squares of the latter
   */
  abstract double complete(int rows);

  /** The gradient by one slice's parameters; returns the sum of its squares. */
  final double differentiate(ParameterSlice slice, int rows) {
    return network.differentiate(slice, rows, gradient);
  }

  /** Applies a step to one slice. */
  final void step(Optimizer optimizer, float scale, ParameterSlice slice) {
    optimizer.apply(
        scale, gradient, parameters, network.weightsFrom(slice), network.weightsTo(slice));
    if (slice.withBias()) {
      int at = network.layer(slice).biasAt();
      optimizer.apply(scale, gradient, parameters, at, at + network.layer(slice).outputs());
    }
    network.transpose(slice, parameters);
  }

  /** Applies a step to the parameters outside the network. */
  abstract void stepOutside(Optimizer optimizer, float scale);

  static void gather(
      float[] from, int width, Minibatch minibatch, int fromRow, int rows, float[] to) {
    int[] order = minibatch.order();
    int orderFrom = minibatch.from();
    for (int r = fromRow; r < fromRow + rows; r++) {
      int source = order[orderFrom + r] * width;
      int target = r * width;
      for (int i = 0; i < width; i++) {
        to[target + i] = from[source + i];
      }
    }
  }
}

package io.belay.learner.algorithm.descent;

import io.belay.learner.algorithm.Minibatch;
import io.belay.learner.gradient.ParameterSlice;
import io.belay.learner.parallel.Crew;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The gradient of a loss over one network or over two at once.
 *
 * <p>It has two phases between which the crew waits for one another: rows (forward, loss,
 * backward), then slices of parameters (gradients and their squares). Sums have one order whatever
 * the number of threads.
 */
public final class LossGradient {
  private final Crew crew;
  private final NetworkPass[] passes;
  private final ParameterSlice[] slices;
  private final int[] passOf;

  /** Sums of squares: of each pass outside its slices, then of each slice. */
  private final double[] squares;

  /** The gradient by the parameters of these networks, the actor first. */
  public LossGradient(Crew crew, NetworkPass... passes) {
    this.crew = crew;
    this.passes = passes.clone();
    slices =
        Arrays.stream(passes)
            .flatMap(pass -> pass.slices().stream())
            .toArray(ParameterSlice[]::new);
    passOf =
        IntStream.range(0, passes.length)
            .flatMap(pass -> passes[pass].slices().stream().mapToInt(slice -> pass))
            .toArray();
    squares = new double[passes.length + slices.length];
  }

  /**
   * Passes a minibatch through the networks and back.
   *
   * @return Euclidean norm of the whole gradient, over all networks
   */
  public double of(Minibatch minibatch) {
    int rows = minibatch.rows();
    int chunks = NetworkPass.chunks(rows);
    crew.run(
        passes.length * chunks,
        task -> {
          int from = task % chunks * NetworkPass.CHUNK;
          passes[task / chunks].rows(minibatch, from, Math.min(NetworkPass.CHUNK, rows - from));
        });
    crew.run(
        slices.length + passes.length,
        task -> {
          if (task < slices.length) {
            squares[passes.length + task] = passes[passOf[task]].differentiate(slices[task], rows);
          } else {
            squares[task - slices.length] = passes[task - slices.length].complete(rows);
          }
        });
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    return Math.sqrt(sum);
  }

  /** {@code name[index]=value} of the first number that is not finite, or that the norm is not. */
  String firstNotFinite() {
    for (NetworkPass pass : passes) {
      String found = NonFinite.first(pass.gradientName(), pass.gradient());
      if (!found.isEmpty()) {
        return found;
      }
    }
    return "norm overflows";
  }

  int slices() {
    return slices.length;
  }

  ParameterSlice slice(int slice) {
    return slices[slice];
  }

  /** Number of the pass that a slice belongs to. */
  int passOf(int slice) {
    return passOf[slice];
  }

  NetworkPass pass(int pass) {
    return passes[pass];
  }
}

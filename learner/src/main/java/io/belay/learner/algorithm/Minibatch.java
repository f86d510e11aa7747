package io.belay.learner.algorithm;

import java.util.stream.IntStream;

/**
 * Which rows of a batch make a minibatch, and in which order: {@code order[from]} is its row 0.
 *
 * @param order indices of the batch's rows; read only
 * @param from where the minibatch begins within {@code order}
 * @param rows how many rows it has
 */
public record Minibatch(int[] order, int from, int rows) {

  /** A whole batch in its own order. */
  public static Minibatch whole(int rows) {
    return new Minibatch(IntStream.range(0, rows).toArray(), 0, rows);
  }
}

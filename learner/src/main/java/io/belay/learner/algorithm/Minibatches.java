package io.belay.learner.algorithm;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.learner.parallel.Crew;

/**
 * Which rows of a batch make which minibatch in each epoch of an update.
 *
 * <p>Every epoch visits every row once, in an order that is a function of (run seed, iteration,
 * epoch). An epoch of one minibatch keeps the rows' own order, since a sum over all rows is the
 * same sum.
 */
public final class Minibatches {
  private final int rows;
  private final int size;
  private final int[][] orders;
  private final Minibatch[][] minibatches;
  private final Chance[] chances;

  /**
   * Orders for updates of this shape.
   *
   * @param rows rows of a batch
   * @param size rows of a minibatch; the last of an epoch has what is left
   */
  public Minibatches(int rows, int size, int epochs, long seed) {
    this.rows = rows;
    this.size = Math.min(size, rows);
    orders = new int[epochs][rows];
    chances = new Chance[epochs];
    for (int epoch = 0; epoch < epochs; epoch++) {
      chances[epoch] = new Chance(seed);
      for (int i = 0; i < rows; i++) {
        orders[epoch][i] = i;
      }
    }
    minibatches = new Minibatch[epochs][count()];
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int m = 0; m < count(); m++) {
        int from = m * this.size;
        minibatches[epoch][m] =
            new Minibatch(orders[epoch], from, Math.min(this.size, rows - from));
      }
    }
  }

  /** Minibatches of one epoch. */
  public int count() {
    return Math.ceilDiv(rows, size);
  }

  /** Rows of the largest minibatch. */
  public int largest() {
    return size;
  }

  /** A minibatch of an epoch; it holds until the next shuffle. */
  public Minibatch get(int epoch, int minibatch) {
    return minibatches[epoch][minibatch];
  }

  /** Draws the orders of all epochs of an iteration. */
  public void shuffle(int iteration, Crew crew) {
    if (count() > 1) {
      crew.run(
          orders.length,
          epoch -> shuffle(orders[epoch], chances[epoch].at(Purpose.SHUFFLE, epoch, iteration, 0)));
    }
  }

  /**
   * Durstenfeld's form of Fisher and Yates's shuffle: Communications of the ACM 7 (1964), algorithm
   * 235.
   */
  private static void shuffle(int[] order, Chance chance) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int i = order.length - 1; i > 0; i--) {
      // The high half of a 32×32-bit product is uniform over {0, …, i} up to a bias of i ÷ 2³².
      int j = (int) ((chance.nextInt() & 0xFFFFFFFFL) * (i + 1) >>> 32);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}

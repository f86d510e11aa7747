package io.belay.recipe;

import static io.belay.recipe.Keys.BLOCK_SIZE;
import static io.belay.recipe.Keys.FRAGMENT_LENGTH;
import static io.belay.recipe.Keys.LANES;

import java.util.List;

/**
 * What is sampled in each iteration, whoever samples it.
 *
 * @param lanes L, environment streams of the run
 * @param blockSize lanes stepped together as one batch, at most {@code lanes}; the last block is
 *     smaller where it does not divide {@code lanes}
 * @param fragmentLength T, steps of each lane in an iteration
 * @param restart μ, from which an ended episode restarts
 * @param visitation which distribution the states of a batch follow
 * @param pipeline whether an iteration is sampled while the batch before it is being learned from,
 *     with a policy that is one version older than without
 */
public record SamplingSettings(
    int lanes,
    int blockSize,
    int fragmentLength,
    RestartSettings restart,
    Visitation visitation,
    boolean pipeline) {

  public SamplingSettings {
    Violation.refuse(
        new Violation.Collector()
            .check(LANES, lanes)
            .check(BLOCK_SIZE, blockSize)
            .check(FRAGMENT_LENGTH, fragmentLength)
            .addAll(together(lanes, blockSize, fragmentLength))
            .all());
  }

  /** Steps in a batch, L·T. */
  public int batchSize() {
    return lanes * fragmentLength;
  }

  /** Number of blocks, ⌈L / blockSize⌉. */
  public int blocks() {
    return Math.ceilDiv(lanes, blockSize);
  }

  /** Rules that hold between the sizes. */
  static List<Violation> together(int lanes, int blockSize, int fragmentLength) {
    return new Violation.Collector()
        .require(
            blockSize <= lanes,
            new Violation(
                "a block has at most all lanes",
                List.of(BLOCK_SIZE.setting(blockSize), LANES.setting(lanes)),
                "use a block-size from 1 to " + lanes))
        .require(
            (long) lanes * fragmentLength <= Integer.MAX_VALUE,
            new Violation(
                "a batch has at most 2147483647 steps, lanes × fragment-length",
                List.of(LANES.setting(lanes), FRAGMENT_LENGTH.setting(fragmentLength)),
                "use fewer lanes or shorter fragments"))
        .all();
  }
}

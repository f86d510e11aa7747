package io.belay.deploy.autoscaling;

import io.belay.deploy.monitoring.Tree;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How long the parts of a recipe's iterations took, measured by {@link IterationTimesMeasurement}.
 *
 * @param recipe with its environment, in words
 * @param laneSeconds from the publication of a policy to the admission of a block of one lane, by a
 *     worker that samples it alone
 * @param updateSeconds from the last block to the next policy
 * @param lanes that an update learned from
 * @param blocks in which they are; divides {@code lanes}
 */
record IterationTimes(
    String recipe, double[] laneSeconds, double[] updateSeconds, int lanes, int blocks) {
  private static final Path MEASURED =
      Path.of("src", "test", "resources", "autoscaling", "iteration-times.json");

  /** All that were measured. */
  static List<IterationTimes> measured() {
    return Tree.read(MEASURED).at("recipes").list().stream()
        .map(each ->
            new IterationTimes(
                each.at("recipe").text(),
                seconds(each.at("blockMillis")),
                seconds(each.at("updateMillis")),
                each.at("blocks").number(),
                each.at("blocks").number()))
        .toList();
  }

  /** The same lanes in so many blocks: a block takes as long as its lanes one after the other. */
  IterationTimes inBlocks(int wanted) {
    return new IterationTimes(recipe, laneSeconds, updateSeconds, lanes, wanted);
  }

  /** The same with updates that take so many times as long. */
  IterationTimes withUpdates(double factor) {
    double[] times = updateSeconds.clone();
    for (int i = 0; i < times.length; i++) {
      times[i] *= factor;
    }
    return new IterationTimes(recipe, laneSeconds, times, lanes, blocks);
  }

  /** Sampling by so many workers: each has an equal share of the blocks, the last one counts. */
  double sampling(int workers, SplittableRandom random) {
    double longest = 0;
    for (int worker = 0; worker < workers; worker++) {
      int held = blocks / workers + (worker < blocks % workers ? 1 : 0);
      double seconds = 0;
      for (int lane = 0; lane < held * lanes / blocks; lane++) {
        seconds += draw(laneSeconds, random);
      }
      longest = Math.max(longest, seconds);
    }
    return longest;
  }

  double update(SplittableRandom random) {
    return draw(updateSeconds, random);
  }

  private static double draw(double[] measured, SplittableRandom random) {
    return measured[random.nextInt(measured.length)];
  }

  private static double[] seconds(Tree millis) {
    return millis.list().stream()
        .mapToDouble(each -> Double.parseDouble(each.text()) / 1e3)
        .toArray();
  }
}

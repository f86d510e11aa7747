package io.belay.learner.differences;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A policy: features, network, distribution. What its parameters have behind the network's belongs
 * to the statistics of every state.
 *
 * @param features what the network reads of an observation
 * @param bounded whether log σ comes from the network and is kept within [−20, 2]
 */
public record DoublePolicy(
    UnaryOperator<double[]> features,
    DoubleNetwork network,
    DoubleDistribution distribution,
    boolean bounded) {
  private static final double LOWEST = -20;
  private static final double HIGHEST = 2;

  /** log π(a|s). */
  public double logProbability(double[] parameters, double[] observation, double[] action) {
    return distribution.logProbability(statistics(parameters, observation), action);
  }

  /** H(π(·|s)). */
  public double entropy(double[] parameters, double[] observation) {
    return distribution.entropy(statistics(parameters, observation));
  }

  /** KL(π(·|s) ‖ π′(·|s)). */
  public double divergence(double[] parameters, double[] other, double[] observation) {
    return distribution.divergence(
        statistics(parameters, observation), statistics(other, observation));
  }

  /** What the distribution of a state is made of. */
  double[] statistics(double[] parameters, double[] observation) {
    double[] statistics = unbounded(parameters, observation);
    if (bounded) {
      for (int i = statistics.length / 2; i < statistics.length; i++) {
        statistics[i] = Math.max(LOWEST, Math.min(HIGHEST, statistics[i]));
      }
    }
    return statistics;
  }

  private double[] unbounded(double[] parameters, double[] observation) {
    double[] head = network.apply(parameters, features.apply(observation));
    int free = parameters.length - network.size();
    double[] statistics = Arrays.copyOf(head, head.length + free);
    System.arraycopy(parameters, network.size(), statistics, head.length, free);
    return statistics;
  }

  /** Least distance to where log π has no derivative by the parameters. */
  double distanceToKink(double[] parameters, double[] observation) {
    double nearest = network.distanceToKink(parameters, features.apply(observation));
    if (bounded) {
      double[] statistics = unbounded(parameters, observation);
      for (int i = statistics.length / 2; i < statistics.length; i++) {
        nearest = Math.min(nearest, Math.abs(statistics[i] - LOWEST));
        nearest = Math.min(nearest, Math.abs(statistics[i] - HIGHEST));
      }
    }
    return nearest;
  }
}

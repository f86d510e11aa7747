package io.belay.learner.algorithm.descent;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Means of named figures over the minibatches of an epoch. */
public final class FigureMeans {
  private final String[] names;
  private final double[] sums;
  private int minibatches;

  /** Figures of these names, in the order in which they are reported. */
  public FigureMeans(String... names) {
    this.names = names.clone();
    sums = new double[names.length];
  }

  /** Forgets all minibatches. */
  public void begin() {
    minibatches = 0;
    Arrays.fill(sums, 0);
  }

  /** Adds a minibatch's figures, in the order of their names. */
  public void add(double... figures) {
    minibatches++;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += figures[i];
    }
  }

  /** The means by name; a new map. */
  public SequencedMap<String, Double> means() {
    SequencedMap<String, Double> means = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      means.put(names[i], sums[i] / minibatches);
    }
    return means;
  }
}

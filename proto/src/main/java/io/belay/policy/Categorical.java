package io.belay.policy;

import io.belay.chance.Chance;

/**
 * A softmax over finitely many actions, π(a) = exp(lₐ) ÷ Σ exp(l); the head is the logits l.
 *
 * @param actions number of actions
 */
public record Categorical(int actions) implements ActionDistribution {

  @Override
  public int headSize() {
    return actions;
  }

  @Override
  public int actionSize() {
    return 1;
  }

  /** One number uniform in [0, 1). */
  @Override
  public int noiseSize() {
    return 1;
  }

  @Override
  public void noise(Chance chance, float[] noise, int at) {
    noise[at] = chance.nextFloat();
  }

  @Override
  public SoftmaxRows workspace(int maxRows) {
    return new SoftmaxRows(actions, maxRows);
  }
}

package io.belay.policy;

import io.belay.chance.Chance;
import io.belay.kernel.Kernels;

/**
 * The distribution over actions that a network's outputs, its <i>head</i>, stand for.
 *
 * <p>Every method treats rows one by one in the same order of operations, so that log π at the
 * worker equals log π at the learner to the bit however many rows either of them has.
 */
public sealed interface ActionDistribution permits Categorical, Gaussian {

  /** Outputs of the network that one row needs. */
  int headSize();

  /** Floats of one action. */
  int actionSize();

  /** Floats of noise that one sampled action needs. */
  int noiseSize();

  /** Draws one row's noise from a generator that stands at the row's place. */
  void noise(Chance chance, float[] noise, int at);

  /** Scratch arrays for up to {@code maxRows} rows, for one thread. */
  Workspace workspace(int maxRows);

  /** Scratch arrays of a distribution. */
  interface Workspace {

    /**
     * Takes in the head of some rows; the methods below speak of these rows.
     *
     * @param head network outputs, {@code [rows, headSize]} from {@code headAt}
     * @param parameters the policy's parameters, for what does not depend on the state
     */
    void load(Kernels kernels, int rows, float[] head, int headAt, float[] parameters);

    /**
     * Chooses one action a row from its noise.
     *
     * @param noise {@code [rows, noiseSize]}
     * @param actions receives {@code [rows, actionSize]} from {@code actionsAt}
     */
    void sample(float[] noise, float[] actions, int actionsAt);

    /** The likeliest action of each row; of several the first. */
    void mode(float[] actions, int actionsAt);

    /**
     * log π of one action a row.
     *
     * @param actions {@code [rows, actionSize]} from {@code actionsAt}
     * @param logProbabilities receives {@code [rows]} from {@code logProbabilitiesAt}
     */
    void logProbabilities(
        float[] actions, int actionsAt, float[] logProbabilities, int logProbabilitiesAt);

    /**
     * Entropy of each row in nats.
     *
     * @param entropies receives {@code [rows]} from {@code at}
     */
    void entropies(float[] entropies, int at);
  }
}

package io.belay.policy;

import io.belay.error.BelayException;
import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;

/**
 * One thread's workspace to act with a policy: a batched forward pass, then one action a row or log
 * π of actions taken before.
 *
 * <p>Only {@link #use} allocates, and only where observations are standardised. A row's result does
 * not depend on the other rows nor on how many there are.
 */
public final class PolicyInference {
  private final Kernels kernels = KernelProvider.kernels();
  private final Policy policy;
  private final int maxRows;
  private final float[] encoded;
  private final float[] features;
  private final float[][] activations;
  private final ActionDistribution.Workspace distribution;
  private float[] parameters;
  private Standardiser standardiser;

  PolicyInference(Policy policy, int maxRows) {
    this.policy = policy;
    this.maxRows = maxRows;
    encoded = new float[maxRows * policy.encoder().size()];
    features = new float[policy.hasFeatures() ? maxRows * policy.inputSize() : 0];
    activations = policy.network().activations(maxRows);
    distribution = policy.distribution().workspace(maxRows);
    parameters = new float[policy.layout().size()];
    standardiser = Standardiser.NONE;
  }

  /** Acts with this snapshot from now on. */
  public void use(PolicySnapshot snapshot) {
    policy.layout().requireSize(snapshot.parameters());
    parameters = snapshot.parameters();
    standardiser = Standardiser.of(snapshot.normaliser());
  }

  /**
   * Samples one action a row.
   *
   * @param observations {@code [rows, observationSize]} from {@code observationsAt}
   * @param noise {@code [rows, noiseSize]}, see {@link Policy#noise}
   * @param actions receives {@code [rows, actionSize]} from {@code actionsAt}
   * @param logProbabilities receives log π of them, {@code [rows]} from {@code logProbabilitiesAt}
   */
  public void act(
      float[] observations,
      int observationsAt,
      int rows,
      float[] noise,
      float[] actions,
      int actionsAt,
      float[] logProbabilities,
      int logProbabilitiesAt) {
    forward(observations, observationsAt, rows);
    distribution.sample(noise, actions, actionsAt);
    distribution.logProbabilities(actions, actionsAt, logProbabilities, logProbabilitiesAt);
  }

  /** Takes the likeliest action of each row. */
  public void actGreedily(
      float[] observations, int observationsAt, int rows, float[] actions, int actionsAt) {
    forward(observations, observationsAt, rows);
    distribution.mode(actions, actionsAt);
  }

  /**
   * log π of given actions: the same bits that {@link #act} gave when it sampled them.
   *
   * @param observations {@code [rows, observationSize]} from {@code observationsAt}
   * @param actions {@code [rows, actionSize]} from {@code actionsAt}
   * @param logProbabilities receives {@code [rows]} from {@code logProbabilitiesAt}
   */
  public void logProbabilities(
      float[] observations,
      int observationsAt,
      int rows,
      float[] actions,
      int actionsAt,
      float[] logProbabilities,
      int logProbabilitiesAt) {
    forward(observations, observationsAt, rows);
    distribution.logProbabilities(actions, actionsAt, logProbabilities, logProbabilitiesAt);
  }

  /**
   * log π of every action, of a policy of finitely many.
   *
   * @param observations {@code [rows, observationSize]} from {@code observationsAt}
   * @param logProbabilities receives {@code [rows, actions]} from {@code logProbabilitiesAt}
   * @throws BelayException INVALID_REQUEST where actions are continuous
   */
  public void allLogProbabilities(
      float[] observations,
      int observationsAt,
      int rows,
      float[] logProbabilities,
      int logProbabilitiesAt) {
    if (!(policy.distribution() instanceof Categorical categorical)
        || !(distribution instanceof SoftmaxRows softmax)) {
      throw BelayException.invalid(
          "log π of every action is that of finitely many actions: distribution="
              + policy.distribution());
    }
    forward(observations, observationsAt, rows);
    for (int r = 0; r < rows; r++) {
      for (int a = 0; a < categorical.actions(); a++) {
        logProbabilities[logProbabilitiesAt + r * categorical.actions() + a] =
            softmax.logProbability(r, a);
      }
    }
  }

  private void forward(float[] observations, int observationsAt, int rows) {
    if (rows > maxRows) {
      throw BelayException.invalid(
          "rows fit into the workspace: rows=%d, maxRows=%d".formatted(rows, maxRows));
    }
    if (policy.readsRawObservations(standardiser)) {
      policy
          .network()
          .forward(kernels, parameters, observations, observationsAt, rows, activations, 0);
    } else {
      policy.encoder().encode(standardiser, observations, observationsAt, rows, encoded, 0);
      float[] inputs = encoded;
      if (policy.hasFeatures()) {
        policy.features(encoded, 0, rows, features, 0);
        inputs = features;
      }
      policy.network().forward(kernels, parameters, inputs, 0, rows, activations, 0);
    }
    distribution.load(kernels, rows, activations[activations.length - 1], 0, parameters);
  }
}

package io.belay.learner.algorithm;

import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.ObservationEncoder;
import io.belay.policy.Policy;
import io.belay.policy.Standardiser;

/**
 * What the networks make of a batch before it is used: encoded observations, policy inputs, V(sₜ)
 * of every step and V(sₜ₊₁) of what followed it before any restart.
 *
 * <p>One instance serves a run; {@link #estimate} overwrites it each iteration.
 */
public final class BatchValues {
  private static final int ROWS_PER_TASK = 64;

  private final Kernels kernels = KernelProvider.kernels();
  private final Policy policy;
  private final Critic critic;
  private final ObservationEncoder encoder;
  private final float[] encoded;
  private final float[] inputs;
  private final float[] values;
  private final float[] nextValues;
  private final float[][] activations;
  private float[] followingEncoded = {};
  private float[][] followingActivations = {};

  /**
   * Arrays for batches of this many rows.
   *
   * @param rows T·L
   */
  public BatchValues(Policy policy, Critic critic, int rows) {
    this.policy = policy;
    this.critic = critic;
    encoder = policy.encoder();
    encoded = new float[rows * encoder.size()];
    inputs = policy.hasFeatures() ? new float[rows * policy.inputSize()] : encoded;
    values = new float[rows];
    nextValues = new float[rows];
    activations = critic.network().activations(rows);
  }

  /** Encodes the batch and estimates its values. */
  public void estimate(
      Batch batch, NormaliserStatistics normaliser, float[] criticParameters, Crew crew) {
    int rows = batch.rows();
    int observationSize = policy.observationSize();
    Standardiser standardiser = Standardiser.of(normaliser);
    crew.run(
        Math.ceilDiv(rows, ROWS_PER_TASK),
        task -> {
          int from = task * ROWS_PER_TASK;
          int count = Math.min(ROWS_PER_TASK, rows - from);
          encoder.encode(
              standardiser,
              batch.observations(),
              from * observationSize,
              count,
              encoded,
              from * encoder.size());
          if (policy.hasFeatures()) {
            policy.features(
                encoded, from * encoder.size(), count, inputs, from * policy.inputSize());
          }
          critic
              .network()
              .forward(
                  kernels,
                  criticParameters,
                  encoded,
                  from * encoder.size(),
                  count,
                  activations,
                  from);
        });
    System.arraycopy(activations[activations.length - 1], 0, values, 0, rows);
    estimateNext(batch, standardiser, criticParameters);
  }

  private void estimateNext(Batch batch, Standardiser standardiser, float[] criticParameters) {
    int lanes = batch.lanes();
    int finals = batch.finalCount();
    reserveFollowing(lanes + finals);
    encoder.encode(standardiser, batch.nextObservations(), 0, lanes, followingEncoded, 0);
    encoder.encode(
        standardiser,
        batch.finalObservations(),
        0,
        finals,
        followingEncoded,
        lanes * encoder.size());
    critic
        .network()
        .forward(
            kernels,
            criticParameters,
            followingEncoded,
            0,
            lanes + finals,
            followingActivations,
            0);
    float[] following = followingActivations[followingActivations.length - 1];
    int lastStart = batch.rows() - lanes;
    for (int cell = 0; cell < batch.rows(); cell++) {
      int finalRow = batch.finalRow(cell);
      if (finalRow >= 0) {
        nextValues[cell] = following[lanes + finalRow];
      } else {
        nextValues[cell] = cell < lastStart ? values[cell + lanes] : following[cell - lastStart];
      }
    }
  }

  private void reserveFollowing(int rows) {
    if (followingEncoded.length < rows * encoder.size()) {
      followingEncoded = new float[rows * encoder.size()];
      followingActivations = critic.network().activations(rows);
    }
  }

  /** What the critic reads, {@code [T, L, encoder.size]}. */
  public float[] encoded() {
    return encoded;
  }

  /** What the policy's network reads, {@code [T, L, inputSize]}. */
  public float[] inputs() {
    return inputs;
  }

  /** V(sₜ), {@code [T, L]}. */
  public float[] values() {
    return values;
  }

  /** V(sₜ₊₁), {@code [T, L]}; without meaning where the step terminated. */
  public float[] nextValues() {
    return nextValues;
  }
}

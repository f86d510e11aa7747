package io.belay.learner.gradient;

import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Policy;
import java.util.List;

/**
 * A policy around its present parameters θ over rows of a batch: what its head and log π are there,
 * and how they answer to a change of θ.
 *
 * <p>{@link #at} makes the forward pass once; whatever is asked afterwards goes back to its
 * activations. Rows go in chunks, gradients in slices of the parameters, and every sum over rows is
 * one chain in ascending order, so that the size of the crew changes no bit.
 */
public final class PolicyLinearisation {
  /** Rows of a chunk: few enough to keep its activations in the first-level cache. */
  private static final int CHUNK = 32;

  private final Kernels kernels = KernelProvider.kernels();
  private final Crew crew;
  private final int inputSize;
  private final int actionSize;
  private final int headSize;
  private final NetworkGradient network;
  private final NetworkTangent tangent;
  private final float[][] otherOutputs;
  private final List<ParameterSlice> slices;
  private final HeadGradient[] heads;
  private final float[] freeRowGradients;
  private final float[] actions;
  private final float[] logProbabilities;
  private final float[] entropies;
  private float[] parameters = {};
  private int rows;

  /**
   * A workspace.
   *
   * @param maxRows most rows
   */
  public PolicyLinearisation(Policy policy, int maxRows, Crew crew) {
    this.crew = crew;
    inputSize = policy.inputSize();
    actionSize = policy.actionSize();
    headSize = policy.distribution().headSize();
    network = new NetworkGradient(policy.network(), maxRows);
    tangent = new NetworkTangent(network, maxRows);
    otherOutputs = policy.network().activations(maxRows);
    slices = network.slices();
    heads = new HeadGradient[Math.ceilDiv(maxRows, CHUNK)];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = HeadGradient.of(policy.distribution(), CHUNK);
    }
    freeRowGradients = new float[maxRows * heads[0].freeParameters()];
    actions = new float[maxRows * actionSize];
    logProbabilities = new float[maxRows];
    entropies = new float[maxRows];
  }

  /**
   * Moves to these parameters and rows.
   *
   * @param parameters θ, not to be written to before the next call
   * @param selected the rows that are looked at, as indices into the two arrays that follow
   * @param inputs what the network reads, {@code [batchRows, inputSize]}
   * @param actions {@code [batchRows, actionSize]}
   */
  public void at(float[] parameters, int[] selected, float[] inputs, float[] actions) {
    this.parameters = parameters;
    rows = selected.length;
    network.transpose(parameters);
    forEachChunk((chunk, from, count) -> {
      gather(inputs, inputSize, selected, from, count, network.inputs());
      gather(actions, actionSize, selected, from, count, this.actions);
      network.forward(parameters, from, count);
      heads[chunk].load(
          count,
          network.outputs(),
          from * headSize,
          parameters,
          this.actions,
          from * actionSize,
          logProbabilities,
          from,
          entropies,
          from);
    });
  }

  private static void gather(
      float[] from, int width, int[] selected, int first, int count, float[] to) {
    for (int r = first; r < first + count; r++) {
      System.arraycopy(from, selected[r] * width, to, r * width, width);
    }
  }

  /**
   * The gradient of Σᵣ wᵣ log π(aᵣ|sᵣ).
   *
   * @param weights w, {@code [rows]}
   * @param gradient receives it, laid out as the parameters
   */
  public void gradient(float[] weights, float[] gradient) {
    int free = heads[0].freeParameters();
    forEachChunk((chunk, from, count) -> {
      HeadGradient head = heads[chunk];
      int actionsAt = from * actionSize;
      head.differentiate(
          actions, actionsAt, weights, from, 0f, network.outputDeltas(), from * headSize);
      head.differentiateFreeParameters(
          actions, actionsAt, weights, from, 0f, freeRowGradients, from * free);
      network.backward(from, count);
    });
    differentiate(gradient);
    for (int i = 0; i < free; i++) {
      float sum = 0f;
      for (int r = 0; r < rows; r++) {
        sum += freeRowGradients[r * free + i];
      }
      gradient[heads[0].freeParametersAt() + i] = sum;
    }
  }

  /**
   * Σᵣ Jᵣᵀ cᵣ, J being the Jacobian of the head: the gradient of Σᵣ cᵣ · head(sᵣ).
   *
   * @param headDeltas c, {@code [rows, headSize]}
   * @param gradient receives it; free parameters are left alone
   */
  public void pullBack(float[] headDeltas, float[] gradient) {
    System.arraycopy(headDeltas, 0, network.outputDeltas(), 0, rows * headSize);
    forEachChunk((chunk, from, count) -> network.backward(from, count));
    differentiate(gradient);
  }

  /** Gradient of all slices, once every row has gone backward. */
  void differentiate(float[] gradient) {
    crew.run(slices.size(), slice -> network.differentiate(slices.get(slice), rows, gradient));
  }

  /**
   * How head and log π change along a direction: {@link #headTangents} and what follows from them.
   *
   * @param direction v, laid out as the parameters
   * @param scores receives v · ∇log π(aᵣ|sᵣ), {@code [rows]}
   * @param variances receives vᵀ F(sᵣ) v, the variance of v · ∇log π(a|sᵣ) over a ~ π(·|sᵣ), {@code
   *     [rows]}
   */
  public void along(float[] direction, float[] scores, float[] variances) {
    float ofFreeParameters = freeVariance(direction);
    float[] tangents = headTangents();
    float[] images = network.outputDeltas();
    forEachChunk((chunk, from, count) -> {
      HeadGradient head = heads[chunk];
      tangent.forward(parameters, direction, from, count);
      int at = from * headSize;
      head.scores(actions, from * actionSize, tangents, at, direction, scores, from);
      head.multiply(HeadMetric.FISHER, tangents, at, 1f, images, at);
      for (int r = from; r < from + count; r++) {
        float sum = ofFreeParameters;
        for (int k = r * headSize; k < (r + 1) * headSize; k++) {
          sum = Math.fma(tangents[k], images[k], sum);
        }
        variances[r] = sum;
      }
    });
  }

  /** vᵀ F v of the free parameters, the same in every state. */
  private float freeVariance(float[] direction) {
    int at = heads[0].freeParametersAt();
    float[] product = new float[at + heads[0].freeParameters()];
    heads[0].fisherOfFreeParameters(direction, product);
    float sum = 0f;
    for (int i = at; i < product.length; i++) {
      sum = Math.fma(direction[i], product[i], sum);
    }
    return sum;
  }

  /** Jᵣ v of the last direction, {@code [rows, headSize]}. */
  public float[] headTangents() {
    return tangent.tangents();
  }

  /**
   * How far another parametrisation θ′ is from θ in the same rows.
   *
   * @param other θ′
   * @param otherLogProbabilities receives log π′(aᵣ|sᵣ), {@code [rows]}
   * @param divergences receives KL(π(·|sᵣ) ‖ π′(·|sᵣ)) in nats, {@code [rows]}
   */
  public void compare(float[] other, float[] otherLogProbabilities, float[] divergences) {
    float[] otherHead = otherOutputs[otherOutputs.length - 1];
    forEachChunk((chunk, from, count) -> {
      network
          .network()
          .forward(kernels, other, network.inputs(), from * inputSize, count, otherOutputs, from);
      heads[chunk].compare(
          otherHead,
          from * headSize,
          other,
          actions,
          from * actionSize,
          otherLogProbabilities,
          from,
          divergences,
          from);
    });
  }

  /** What is done to the rows [from, from + count) of one chunk. */
  @FunctionalInterface
  interface ChunkTask {
    void run(int chunk, int from, int count);
  }

  /** Runs a task for every chunk, shared by the crew. */
  void forEachChunk(ChunkTask task) {
    crew.run(
        Math.ceilDiv(rows, CHUNK),
        chunk -> {
          int from = chunk * CHUNK;
          task.run(chunk, from, Math.min(CHUNK, rows - from));
        });
  }

  /** Jᵣ v of a chunk's rows. */
  void tangents(float[] direction, int from, int count) {
    tangent.forward(parameters, direction, from, count);
  }

  /** The network at θ. */
  NetworkGradient network() {
    return network;
  }

  /** The head of one chunk's rows. */
  HeadGradient head(int chunk) {
    return heads[chunk];
  }

  /** Number of rows that are looked at. */
  public int rows() {
    return rows;
  }

  /** log π(aᵣ|sᵣ), {@code [rows]}. */
  public float[] logProbabilities() {
    return logProbabilities;
  }

  /** H(π(·|sᵣ)) in nats, {@code [rows]}. */
  public float[] entropies() {
    return entropies;
  }

  /** The head at θ, {@code [rows, headSize]}. */
  public float[] outputs() {
    return network.outputs();
  }
}

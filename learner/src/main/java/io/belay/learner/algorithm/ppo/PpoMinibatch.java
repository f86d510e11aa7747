package io.belay.learner.algorithm.ppo;

import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.learner.algorithm.AdvantageScale;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.gradient.HeadGradient;
import io.belay.learner.gradient.NetworkGradient;
import io.belay.policy.Critic;
import io.belay.policy.Policy;
import io.belay.recipe.PpoSettings;

/**
 * The rows of one minibatch on their way through both networks: gathered, forward, loss, backward.
 *
 * <p>Rows go in chunks; a chunk of the actor and a chunk of the critic are tasks of their own, and
 * all are independent.
 */
final class PpoMinibatch {
  /**
   * Rows of a chunk: few enough to share a minibatch of 64, and to keep a chunk's activations in
   * the first-level cache.
   */
  static final int CHUNK = 32;

  private final Kernels kernels = KernelProvider.kernels();
  private final PpoSettings settings;
  private final int inputSize;
  private final int encodedSize;
  private final int actionSize;
  final NetworkGradient actor;
  final NetworkGradient critic;
  final MinibatchFigures figures;
  final int freeParameters;
  final int freeParametersAt;

  /**
   * Gradient by the distribution's free parameters, row by row, {@code [maxRows, freeParameters]}.
   */
  final float[] freeRowGradients;

  private final HeadGradient[] heads;
  private final float[] actions;
  private final float[] logProbabilities;
  private final float[] weights;

  PpoMinibatch(PpoSettings settings, Policy policy, Critic critic, int maxRows) {
    this.settings = settings;
    inputSize = policy.inputSize();
    encodedSize = policy.encoder().size();
    actionSize = policy.actionSize();
    actor = new NetworkGradient(policy.network(), maxRows);
    this.critic = new NetworkGradient(critic.network(), maxRows);
    figures = new MinibatchFigures(maxRows);
    heads = new HeadGradient[chunks(maxRows)];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = HeadGradient.of(policy.distribution(), CHUNK);
    }
    freeParameters = heads[0].freeParameters();
    freeParametersAt = heads[0].freeParametersAt();
    freeRowGradients = new float[maxRows * freeParameters];
    actions = new float[maxRows * actionSize];
    logProbabilities = new float[maxRows];
    weights = new float[maxRows];
  }

  static int chunks(int rows) {
    return Math.ceilDiv(rows, CHUNK);
  }

  /**
   * Actor's part of a chunk: from observations back to the pre-activations' deltas.
   *
   * @param order rows of the batch; those from {@code orderFrom} make the minibatch
   * @param rows rows of the minibatch
   */
  void actorChunk(
      int chunk,
      int rows,
      int[] order,
      int orderFrom,
      Batch batch,
      BatchValues values,
      float[] advantages,
      AdvantageScale scale,
      float clipRange,
      float[] parameters) {
    int from = chunk * CHUNK;
    int count = Math.min(CHUNK, rows - from);
    gather(values.inputs(), inputSize, order, orderFrom + from, count, actor.inputs(), from);
    gather(batch.actions(), actionSize, order, orderFrom + from, count, actions, from);
    actor.forward(parameters, from, count);

    HeadGradient head = heads[chunk];
    int headSize = actor.network().outputs();
    head.load(
        count,
        actor.outputs(),
        from * headSize,
        parameters,
        actions,
        from * actionSize,
        logProbabilities,
        from,
        figures.entropies,
        from);
    weigh(from, count, order, orderFrom, batch, advantages, scale, clipRange, rows);
    // The deltas are of the loss, which falls where the objective rises: hence the signs.
    float entropyWeight = (float) (-settings.entropyCoefficient() / rows);
    head.differentiate(
        actions,
        from * actionSize,
        weights,
        from,
        entropyWeight,
        actor.outputDeltas(),
        from * headSize);
    head.differentiateFreeParameters(
        actions,
        from * actionSize,
        weights,
        from,
        entropyWeight,
        freeRowGradients,
        from * freeParameters);
    actor.backward(from, count);
  }

  private void weigh(
      int from,
      int count,
      int[] order,
      int orderFrom,
      Batch batch,
      float[] advantages,
      AdvantageScale scale,
      float clipRange,
      int rows) {
    float[] logRatios = figures.logRatios;
    float[] ratios = figures.ratios;
    for (int r = from; r < from + count; r++) {
      logRatios[r] = logProbabilities[r] - batch.behaviourLogProbabilities()[order[orderFrom + r]];
    }
    kernels.exp(logRatios, from, count, ratios, from);
    float perRow = -1f / rows;
    for (int r = from; r < from + count; r++) {
      float advantage = scale.apply(advantages[order[orderFrom + r]]);
      weights[r] = perRow * PpoLoss.policyWeight(ratios[r], advantage, clipRange);
      figures.objectives[r] = PpoLoss.objective(ratios[r], advantage, clipRange);
    }
  }

  /** Critic's part of a chunk. */
  void criticChunk(
      int chunk,
      int rows,
      int[] order,
      int orderFrom,
      BatchValues values,
      float[] returns,
      float[] parameters) {
    int from = chunk * CHUNK;
    int count = Math.min(CHUNK, rows - from);
    gather(values.encoded(), encodedSize, order, orderFrom + from, count, critic.inputs(), from);
    critic.forward(parameters, from, count);
    float perRow = (float) (settings.valueCoefficient() / rows);
    float clip = (float) settings.valueClipRange().orElse(Double.POSITIVE_INFINITY);
    for (int r = from; r < from + count; r++) {
      int row = order[orderFrom + r];
      float value = critic.outputs()[r];
      float slope =
          settings.valueClipRange().isPresent()
              ? PpoLoss.clippedValueSlope(value, values.values()[row], returns[row], clip)
              : PpoLoss.valueSlope(value, returns[row]);
      critic.outputDeltas()[r] = perRow * slope;
      figures.valueErrors[r] = value - returns[row];
    }
    critic.backward(from, count);
  }

  private static void gather(
      float[] from, int width, int[] order, int orderFrom, int count, float[] to, int toRow) {
    for (int r = 0; r < count; r++) {
      int source = order[orderFrom + r] * width;
      int target = (toRow + r) * width;
      for (int i = 0; i < width; i++) {
        to[target + i] = from[source + i];
      }
    }
  }
}

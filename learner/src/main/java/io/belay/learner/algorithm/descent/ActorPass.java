package io.belay.learner.algorithm.descent;

import io.belay.kernel.KernelProvider;
import io.belay.kernel.Kernels;
import io.belay.learner.algorithm.AdvantageScale;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.Minibatch;
import io.belay.learner.gradient.HeadGradient;
import io.belay.learner.optimizer.Optimizer;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Policy;

/**
 * A minibatch's way through the actor: from observations to log π, from the slope of an algorithm's
 * objective and of the entropy back to the gradient of the loss
 *
 * <pre>
 *   L = −mean (objective + entropyCoefficient · H(π(·|s)))
 * </pre>
 */
public final class ActorPass extends NetworkPass {
  private final Kernels kernels = KernelProvider.kernels();
  private final PolicyLoss loss;
  private final int inputSize;
  private final int actionSize;
  private final int freeParameters;
  private final int freeParametersAt;

  /** One for each chunk. */
  private final HeadGradient[] heads;

  /**
   * Gradient by the distribution's free parameters, row by row, {@code [maxRows, freeParameters]}.
   */
  private final float[] freeRowGradients;

  private final float[] actions;
  private final float[] behaviourLogProbabilities;
  private final float[] logProbabilities;
  private final float[] advantages;
  private final float[] weights;
  private final float[] divergences;
  private final PolicyFigures figures;
  private float[] inputs = {};
  private float[] batchActions = {};
  private float[] batchLogProbabilities = {};
  private float[] batchAdvantages = {};
  private AdvantageScale scale = AdvantageScale.NONE;
  private double entropyCoefficient;

  /**
   * A workspace.
   *
   * @param maxRows rows of the largest minibatch
   */
  public ActorPass(Policy policy, PolicyLoss loss, int maxRows) {
    super(policy.network(), policy.layout().size(), maxRows);
    this.loss = loss;
    inputSize = policy.inputSize();
    actionSize = policy.actionSize();
    heads = new HeadGradient[chunks(maxRows)];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = HeadGradient.of(policy.distribution(), CHUNK);
    }
    freeParameters = heads[0].freeParameters();
    freeParametersAt = heads[0].freeParametersAt();
    freeRowGradients = new float[maxRows * freeParameters];
    actions = new float[maxRows * actionSize];
    behaviourLogProbabilities = new float[maxRows];
    logProbabilities = new float[maxRows];
    advantages = new float[maxRows];
    weights = new float[maxRows];
    divergences = new float[maxRows];
    figures = new PolicyFigures(maxRows);
  }

  /**
   * Begins an update of these parameters by this batch.
   *
   * @param parameters of the policy; passes read them as they are then
   * @param advantages Â, {@code [T, L]}, read only
   * @param entropyCoefficient weight of the entropy, not below 0
   */
  public void begin(
      float[] parameters,
      Batch batch,
      BatchValues values,
      float[] advantages,
      double entropyCoefficient) {
    use(parameters);
    inputs = values.inputs();
    batchActions = batch.actions();
    batchLogProbabilities = batch.behaviourLogProbabilities();
    batchAdvantages = advantages;
    this.entropyCoefficient = entropyCoefficient;
  }

  /** Standardises the advantages of the passes that follow. */
  public void standardise(AdvantageScale scale) {
    this.scale = scale;
  }

  /** What is known of the minibatch that was passed last. */
  public PolicyFigures figures() {
    return figures;
  }

  @Override
  String gradientName() {
    return "actorGradient";
  }

  @Override
  void rows(Minibatch minibatch, int from, int rows) {
    gather(inputs, inputSize, minibatch, from, rows, network.inputs());
    gather(batchActions, actionSize, minibatch, from, rows, actions);
    gather(batchLogProbabilities, 1, minibatch, from, rows, behaviourLogProbabilities);
    network.forward(parameters(), from, rows);

    HeadGradient head = heads[from / CHUNK];
    int headAt = from * network.network().outputs();
    int actionsAt = from * actionSize;
    head.load(
        rows,
        network.outputs(),
        headAt,
        parameters(),
        actions,
        actionsAt,
        logProbabilities,
        from,
        figures.entropies,
        from);
    weigh(minibatch, from, rows);
    // The deltas are of the loss, which falls where the objective rises: hence the signs.
    float entropyWeight = (float) (-entropyCoefficient / minibatch.rows());
    head.differentiate(
        actions, actionsAt, weights, from, entropyWeight, network.outputDeltas(), headAt);
    head.differentiateFreeParameters(
        actions, actionsAt, weights, from, entropyWeight, freeRowGradients, from * freeParameters);
    network.backward(from, rows);
  }

  private void weigh(Minibatch minibatch, int from, int rows) {
    float[] logRatios = figures.logRatios;
    int order = minibatch.from();
    for (int r = from; r < from + rows; r++) {
      logRatios[r] = logProbabilities[r] - behaviourLogProbabilities[r];
      advantages[r] = scale.apply(batchAdvantages[minibatch.order()[order + r]]);
    }
    kernels.exp(logRatios, from, rows, figures.ratios, from);
    loss.weigh(
        from, rows, logProbabilities, figures.ratios, advantages, weights, figures.objectives);
    float perRow = -1f / minibatch.rows();
    for (int r = from; r < from + rows; r++) {
      weights[r] *= perRow;
    }
  }

  @Override
  double complete(int rows) {
    figures.summarise(rows);
    float[] gradient = gradient();
    double squares = 0;
    for (int i = 0; i < freeParameters; i++) {
      float sum = 0f;
      for (int r = 0; r < rows; r++) {
        sum += freeRowGradients[r * freeParameters + i];
      }
      gradient[freeParametersAt + i] = sum;
      squares += (double) sum * sum;
    }
    return squares;
  }

  @Override
  void stepOutside(Optimizer optimizer, float scale) {
    optimizer.apply(
        scale, gradient(), parameters(), freeParametersAt, freeParametersAt + freeParameters);
  }

  /**
   * Mean over the rows of the minibatch that was passed last of KL(π_then ‖ π_now), exact: how far
   * the policy has moved since.
   */
  public double divergence(Crew crew, int rows) {
    crew.run(
        chunks(rows),
        chunk -> {
          int from = chunk * CHUNK;
          int count = Math.min(CHUNK, rows - from);
          network.forward(parameters(), from, count);
          heads[chunk].compare(
              network.outputs(),
              from * network.network().outputs(),
              parameters(),
              actions,
              from * actionSize,
              logProbabilities,
              from,
              divergences,
              from);
        });
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      sum += divergences[r];
    }
    return sum / rows;
  }
}

package io.belay.learner.algorithm.descent;

import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.Minibatch;
import io.belay.learner.optimizer.Optimizer;
import io.belay.policy.Critic;

/** A minibatch's way through the critic: the gradient of coefficient · mean loss(V(s), R). */
public final class CriticPass extends NetworkPass {
  private final ValueLoss loss;
  private final double coefficient;
  private final int encodedSize;
  private final float[] targets;
  private final float[] valuesBefore;
  private final float[] slopes;
  private float[] encoded = {};
  private float[] batchValues = {};
  private float[] batchTargets = {};
  private double squaredErrorMean;

  /**
   * A workspace.
   *
   * @param coefficient weight of the loss, not below 0
   * @param maxRows rows of the largest minibatch
   */
  public CriticPass(Critic critic, ValueLoss loss, double coefficient, int maxRows) {
    super(critic.network(), critic.layout().size(), maxRows);
    this.loss = loss;
    this.coefficient = coefficient;
    encodedSize = critic.network().inputs();
    targets = new float[maxRows];
    valuesBefore = new float[maxRows];
    slopes = new float[maxRows];
  }

  /**
   * Begins an update of these parameters by this batch.
   *
   * @param parameters of the critic; passes read them as they are then
   * @param returns R, {@code [T, L]}, read only
   */
  public void begin(float[] parameters, BatchValues values, float[] returns) {
    use(parameters);
    encoded = values.encoded();
    batchValues = values.values();
    batchTargets = returns;
  }

  /** ½ mean (V − R)² of the minibatch that was passed last. */
  public double valueLoss() {
    return 0.5 * squaredErrorMean;
  }

  @Override
  String gradientName() {
    return "criticGradient";
  }

  @Override
  void rows(Minibatch minibatch, int from, int rows) {
    gather(encoded, encodedSize, minibatch, from, rows, network.inputs());
    gather(batchTargets, 1, minibatch, from, rows, targets);
    gather(batchValues, 1, minibatch, from, rows, valuesBefore);
    network.forward(parameters(), from, rows);
    loss.differentiate(from, rows, network.outputs(), valuesBefore, targets, slopes);
    float perRow = (float) (coefficient / minibatch.rows());
    for (int r = from; r < from + rows; r++) {
      network.outputDeltas()[r] = perRow * slopes[r];
    }
    network.backward(from, rows);
  }

  @Override
  double complete(int rows) {
    float[] values = network.outputs();
    double squaredError = 0;
    for (int r = 0; r < rows; r++) {
      float error = values[r] - targets[r];
      squaredError += (double) error * error;
    }
    squaredErrorMean = squaredError / rows;
    return 0;
  }

  @Override
  void stepOutside(Optimizer optimizer, float scale) {}
}

package io.belay.recipe;

/**
 * How gradients become steps of the parameters.
 *
 * @param learningRate at the start of the run, above 0
 * @param learningRateSchedule how it moves over the run
 * @param maxGradientNorm Euclidean norm that a longer gradient is shortened to; +∞ for no clipping
 * @param optimizer rule that turns a gradient into a step
 */
public record StepSettings(
    double learningRate,
    Schedule learningRateSchedule,
    double maxGradientNorm,
    OptimizerSettings optimizer) {

  public StepSettings {
    Violation.refuse(
        new Violation.Collector()
            .check(StepKeys.RELATIVE.learningRate, learningRate)
            .check(
                StepKeys.RELATIVE.maxGradientNorm,
                maxGradientNorm == Double.POSITIVE_INFINITY ? 1 : maxGradientNorm)
            .all());
  }
}

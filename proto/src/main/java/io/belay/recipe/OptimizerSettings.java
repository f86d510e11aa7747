package io.belay.recipe;

/**
 * How a gradient becomes a step. A component that the kind does not use has no effect.
 *
 * @param kind the rule
 * @param beta1 Adam's β₁, decay of the first moment, in [0, 1)
 * @param beta2 Adam's β₂, decay of the second moment, in [0, 1)
 * @param epsilon ε of Adam and RMSProp, added to the root of the second moment, above 0
 * @param momentum of SGD and RMSProp, in [0, 1); 0 for none
 * @param decay RMSProp's decay of the second moment, in [0, 1)
 */
public record OptimizerSettings(
    OptimizerKind kind, double beta1, double beta2, double epsilon, double momentum, double decay) {

  public OptimizerSettings {
    Violation.refuse(
        new Violation.Collector()
            .check(StepKeys.RELATIVE.beta1, beta1)
            .check(StepKeys.RELATIVE.beta2, beta2)
            .check(StepKeys.RELATIVE.epsilon, epsilon)
            .check(StepKeys.RELATIVE.momentum, momentum)
            .check(StepKeys.RELATIVE.decay, decay)
            .all());
  }
}

package io.belay.recipe;

import java.util.List;

/**
 * The keys of {@link StepSettings}, in the order in which they are rendered: below {@code
 * algorithm} of the policy's own step, below {@code algorithm.critic} of the critic's fit.
 */
final class StepKeys {
  /** Without a group: for a record, which does not know where it will be. */
  static final StepKeys RELATIVE = new StepKeys("");

  final RealKey learningRate;
  final ChoiceKey<Schedule> learningRateSchedule;
  final RealKey maxGradientNorm;
  final ChoiceKey<OptimizerKind> optimizerKind;
  final RealKey beta1;
  final RealKey beta2;
  final RealKey epsilon;
  final RealKey momentum;
  final RealKey decay;

  /**
   * @param group what the paths begin with, such as {@code algorithm.}
   */
  StepKeys(String group) {
    learningRate = RealKey.positive(group + "learning-rate", "the learning rate", "3e-4");
    learningRateSchedule =
        new ChoiceKey<>(
            group + "learning-rate-schedule", "the learning rate's schedule", Schedule.class);
    maxGradientNorm =
        RealKey.positive(group + "max-gradient-norm", "the largest gradient norm", "0.5").orNone();
    String optimizer = group + "optimizer.";
    optimizerKind =
        new ChoiceKey<>(optimizer + "kind", "the kind of optimizer", OptimizerKind.class);
    beta1 = RealKey.below(optimizer + "beta1", "Adam's decay of the first moment", 0, 1, "0.9");
    beta2 = RealKey.below(optimizer + "beta2", "Adam's decay of the second moment", 0, 1, "0.999");
    epsilon = RealKey.positive(optimizer + "epsilon", "the optimizer's ε", "1e-5");
    momentum =
        RealKey.below(optimizer + "momentum", "the momentum of SGD and RMSProp", 0, 1, "0.9");
    decay =
        RealKey.below(optimizer + "decay", "RMSProp's decay of the second moment", 0, 1, "0.99");
  }

  List<Key> all() {
    return List.of(
        learningRate,
        learningRateSchedule,
        maxGradientNorm,
        optimizerKind,
        beta1,
        beta2,
        epsilon,
        momentum,
        decay);
  }
}

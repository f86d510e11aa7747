package io.belay.recipe;

import io.belay.kernel.Activation;
import java.util.List;

/**
 * Every setting of a recipe except the fields of a restart distribution, in the order in which a
 * recipe is rendered.
 */
final class Keys {
  private static final int MANY = Integer.MAX_VALUE;
  private static final int MAX_LAYERS = 16;
  private static final int MAX_UNITS = 16_384;

  static final TextKey NAME = new TextKey("name", "the name of a recipe", 100, "cartpole");
  static final TextKey DESCRIPTION =
      new TextKey("description", "the description of a recipe", 300, "CartPole-v1 by PPO");

  static final TextKey ENVIRONMENT_ID =
      new TextKey("environment.id", "the environment's name", 200, "CartPole-v1");

  static final ChoiceKey<PolicyKind> POLICY_KIND =
      new ChoiceKey<>("policy.kind", "the kind of policy", PolicyKind.class);
  static final WholeListKey POLICY_HIDDEN =
      new WholeListKey(
          "policy.hidden", "the policy's layout of hidden layers", MAX_LAYERS, 1, MAX_UNITS);
  static final ChoiceKey<Activation> POLICY_ACTIVATION =
      new ChoiceKey<>("policy.activation", "the policy's activation", Activation.class);
  static final ChoiceKey<FeatureKind> FEATURES_KIND =
      new ChoiceKey<>("policy.features.kind", "the kind of features", FeatureKind.class);
  static final WholeKey FEATURES_ORDER =
      new WholeKey("policy.features.order", "the order of the features", 1, 16, 3);
  static final RealKey INITIAL_LOG_STANDARD_DEVIATION =
      RealKey.closed(
          "policy.initial-log-standard-deviation",
          "the initial log standard deviation",
          -20,
          5,
          "0.0");
  static final FlagKey NORMALISE_OBSERVATIONS =
      new FlagKey("policy.normalise-observations", "whether observations are normalised");

  static final WholeListKey CRITIC_HIDDEN =
      new WholeListKey(
          "critic.hidden", "the critic's layout of hidden layers", MAX_LAYERS, 1, MAX_UNITS);
  static final ChoiceKey<Activation> CRITIC_ACTIVATION =
      new ChoiceKey<>("critic.activation", "the critic's activation", Activation.class);

  static final WholeKey LANES =
      new WholeKey("sampling.lanes", "the number of lanes", 1, 1_000_000, 8);
  static final WholeKey BLOCK_SIZE =
      new WholeKey("sampling.block-size", "the number of lanes in a block", 1, 1_000_000, 4);
  static final WholeKey FRAGMENT_LENGTH =
      new WholeKey(
          "sampling.fragment-length", "the number of steps in a fragment", 1, 10_000_000, 32);

  static final RealKey DISCOUNT =
      RealKey.closed("algorithm.discount", "the discount", 0, 1, "0.99");
  static final RealKey GAE_LAMBDA =
      RealKey.closed("algorithm.gae-lambda", "the λ of GAE", 0, 1, "0.95");
  static final ChoiceKey<AdvantageEstimator> ADVANTAGE_ESTIMATOR =
      new ChoiceKey<>(
          "algorithm.advantage-estimator", "the advantage estimator", AdvantageEstimator.class);
  static final WholeKey EPOCHS =
      new WholeKey("algorithm.epochs", "the number of epochs over a batch", 1, 10_000, 10);
  static final WholeKey MINIBATCH_SIZE =
      new WholeKey("algorithm.minibatch-size", "the number of steps in a minibatch", 1, MANY, 64);
  static final RealKey LEARNING_RATE =
      RealKey.positive("algorithm.learning-rate", "the learning rate", "3e-4");
  static final ChoiceKey<Schedule> LEARNING_RATE_SCHEDULE =
      new ChoiceKey<>(
          "algorithm.learning-rate-schedule", "the learning rate's schedule", Schedule.class);
  static final RealKey CLIP_RANGE =
      RealKey.above("algorithm.clip-range", "the clip range", 0, 1, "0.2");
  static final ChoiceKey<Schedule> CLIP_RANGE_SCHEDULE =
      new ChoiceKey<>("algorithm.clip-range-schedule", "the clip range's schedule", Schedule.class);
  static final RealKey VALUE_CLIP_RANGE =
      RealKey.positive("algorithm.value-clip-range", "the value clip range", "none").orNone();
  static final RealKey ENTROPY_COEFFICIENT =
      RealKey.nonNegative("algorithm.entropy-coefficient", "the entropy coefficient", "0.01");
  static final RealKey VALUE_COEFFICIENT =
      RealKey.nonNegative("algorithm.value-coefficient", "the value coefficient", "1.0");
  static final RealKey MAX_GRADIENT_NORM =
      RealKey.positive("algorithm.max-gradient-norm", "the largest gradient norm", "0.5").orNone();
  static final ChoiceKey<AdvantageNormalisation> ADVANTAGE_NORMALISATION =
      new ChoiceKey<>(
          "algorithm.advantage-normalisation",
          "the set advantages are normalised over",
          AdvantageNormalisation.class);
  static final RealKey TARGET_KL =
      RealKey.positive("algorithm.target-kl", "the target KL divergence", "none").orNone();
  static final ChoiceKey<OptimizerKind> OPTIMIZER_KIND =
      new ChoiceKey<>("algorithm.optimizer.kind", "the kind of optimizer", OptimizerKind.class);
  static final RealKey BETA1 =
      RealKey.below("algorithm.optimizer.beta1", "Adam's decay of the first moment", 0, 1, "0.9");
  static final RealKey BETA2 =
      RealKey.below(
          "algorithm.optimizer.beta2", "Adam's decay of the second moment", 0, 1, "0.999");
  static final RealKey EPSILON =
      RealKey.positive("algorithm.optimizer.epsilon", "Adam's ε", "1e-5");
  static final RealKey MOMENTUM =
      RealKey.below("algorithm.optimizer.momentum", "the momentum of SGD", 0, 1, "0.9");

  static final WholeKey ENVIRONMENT_STEPS =
      new WholeKey(
          "training.environment-steps",
          "the number of steps to train for",
          1,
          1_000_000_000_000_000L,
          100_000);
  static final WholeKey SEED =
      new WholeKey("training.seed", "the seed", Long.MIN_VALUE, Long.MAX_VALUE, 1);
  static final WholeKey CHECKPOINT_EVERY =
      new WholeKey(
          "training.checkpoint-every", "the number of iterations between checkpoints", 1, MANY, 50);
  static final WholeKey CHECKPOINTS_KEPT =
      new WholeKey("training.checkpoints-kept", "the number of checkpoints kept", 1, 1_000_000, 3);

  static final WholeKey EVALUATION_EPISODES =
      new WholeKey("evaluation.episodes", "the number of evaluation episodes", 1, 10_000_000, 100);
  static final FlagKey DETERMINISTIC =
      new FlagKey("evaluation.deterministic", "whether evaluation takes the most probable action");

  /**
   * Keys of every algorithm, {@code algorithm.name} and {@code sampling.restart} excepted, which
   * select what else is read.
   */
  static final List<Key> SHARED =
      List.of(
          NAME,
          DESCRIPTION,
          ENVIRONMENT_ID,
          POLICY_KIND,
          POLICY_HIDDEN,
          POLICY_ACTIVATION,
          FEATURES_KIND,
          FEATURES_ORDER,
          INITIAL_LOG_STANDARD_DEVIATION,
          NORMALISE_OBSERVATIONS,
          CRITIC_HIDDEN,
          CRITIC_ACTIVATION,
          LANES,
          BLOCK_SIZE,
          FRAGMENT_LENGTH,
          ENVIRONMENT_STEPS,
          SEED,
          CHECKPOINT_EVERY,
          CHECKPOINTS_KEPT,
          EVALUATION_EPISODES,
          DETERMINISTIC);

  /** Keys of {@code algorithm.name = ppo}. */
  static final List<Key> PPO =
      List.of(
          DISCOUNT,
          GAE_LAMBDA,
          ADVANTAGE_ESTIMATOR,
          EPOCHS,
          MINIBATCH_SIZE,
          LEARNING_RATE,
          LEARNING_RATE_SCHEDULE,
          CLIP_RANGE,
          CLIP_RANGE_SCHEDULE,
          VALUE_CLIP_RANGE,
          ENTROPY_COEFFICIENT,
          VALUE_COEFFICIENT,
          MAX_GRADIENT_NORM,
          ADVANTAGE_NORMALISATION,
          TARGET_KL,
          OPTIMIZER_KIND,
          BETA1,
          BETA2,
          EPSILON,
          MOMENTUM);

  private Keys() {}
}

package io.belay.recipe;

import io.belay.kernel.Activation;
import java.util.List;

/**
 * The settings of a recipe whatever its algorithm, except the fields of a restart distribution, in
 * the order in which a recipe is rendered.
 */
final class Keys {
  private static final int MANY = Integer.MAX_VALUE;
  private static final int MAX_LAYERS = 16;
  private static final int MAX_UNITS = 16_384;

  static final TextKey NAME = new TextKey("name", "the name of a recipe", 100, "cartpole");
  static final TextKey DESCRIPTION =
      new TextKey("description", "the description of a recipe", 300, "CartPole-v1 by PPO");

  static final TextKey ENVIRONMENT_ID =
      new TextKey("environment.id", "the environment's name", 1000, "CartPole-v1");

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
  static final ChoiceKey<StandardDeviation> STANDARD_DEVIATION =
      new ChoiceKey<>(
          "policy.standard-deviation", "the kind of standard deviation", StandardDeviation.class);
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

  static final ChoiceKey<Visitation> VISITATION =
      new ChoiceKey<>("sampling.visitation", "the visitation of states", Visitation.class);
  static final FlagKey PIPELINE =
      new FlagKey("sampling.pipeline", "whether sampling runs one version ahead of the update");

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
   * All of them, {@code algorithm.name} and {@code sampling.restart} excepted, which select what
   * else is read.
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
          STANDARD_DEVIATION,
          INITIAL_LOG_STANDARD_DEVIATION,
          NORMALISE_OBSERVATIONS,
          CRITIC_HIDDEN,
          CRITIC_ACTIVATION,
          LANES,
          BLOCK_SIZE,
          FRAGMENT_LENGTH,
          VISITATION,
          PIPELINE,
          ENVIRONMENT_STEPS,
          SEED,
          CHECKPOINT_EVERY,
          CHECKPOINTS_KEPT,
          EVALUATION_EPISODES,
          DETERMINISTIC);

  /** Whether a setting is one line of text. */
  static boolean isText(String path) {
    return SHARED.stream().anyMatch(key -> key instanceof TextKey && key.path().equals(path));
  }

  private Keys() {}
}

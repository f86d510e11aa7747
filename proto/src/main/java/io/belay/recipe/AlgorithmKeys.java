package io.belay.recipe;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings below {@code algorithm} except its name: each in a group that is read and written as
 * a whole, and for each algorithm the groups that it has, in the order in which they are rendered.
 */
final class AlgorithmKeys {
  private static final int MANY = Integer.MAX_VALUE;
  private static final int MAX_EPOCHS = 10_000;

  static final RealKey DISCOUNT =
      RealKey.closed("algorithm.discount", "the discount", 0, 1, "0.99");
  static final RealKey GAE_LAMBDA =
      RealKey.closed("algorithm.gae-lambda", "the λ of GAE", 0, 1, "0.95");
  static final ChoiceKey<AdvantageEstimator> ADVANTAGE_ESTIMATOR =
      new ChoiceKey<>(
          "algorithm.advantage-estimator", "the advantage estimator", AdvantageEstimator.class);
  static final ChoiceKey<AdvantageNormalisation> ADVANTAGE_NORMALISATION =
      new ChoiceKey<>(
          "algorithm.advantage-normalisation",
          "the set advantages are normalised over",
          AdvantageNormalisation.class);
  static final FlagKey NORMALISE_REWARDS =
      new FlagKey("algorithm.normalise-rewards", "whether rewards are normalised");

  static final StepKeys STEP = new StepKeys("algorithm.");

  static final WholeKey EPOCHS =
      new WholeKey("algorithm.epochs", "the number of epochs over a batch", 1, MAX_EPOCHS, 10);
  static final WholeKey MINIBATCH_SIZE =
      new WholeKey("algorithm.minibatch-size", "the number of steps in a minibatch", 1, MANY, 64);
  static final RealKey CLIP_RANGE =
      RealKey.above("algorithm.clip-range", "the clip range", 0, 1, "0.2");
  static final ChoiceKey<Schedule> CLIP_RANGE_SCHEDULE =
      new ChoiceKey<>("algorithm.clip-range-schedule", "the clip range's schedule", Schedule.class);
  static final RealKey VALUE_CLIP_RANGE =
      RealKey.positive("algorithm.value-clip-range", "the value clip range", "none").orNone();
  static final RealKey ENTROPY_COEFFICIENT =
      RealKey.nonNegative("algorithm.entropy-coefficient", "the entropy coefficient", "0.01");
  static final ChoiceKey<Schedule> ENTROPY_COEFFICIENT_SCHEDULE =
      new ChoiceKey<>(
          "algorithm.entropy-coefficient-schedule",
          "the entropy coefficient's schedule",
          Schedule.class);
  static final RealKey VALUE_COEFFICIENT =
      RealKey.nonNegative("algorithm.value-coefficient", "the value coefficient", "1.0");
  static final RealKey TARGET_KL =
      RealKey.positive("algorithm.target-kl", "the target KL divergence", "none").orNone();

  static final ChoiceKey<Baseline> BASELINE =
      new ChoiceKey<>("algorithm.baseline", "the baseline", Baseline.class);
  static final FlagKey DISCOUNT_WEIGHTING =
      new FlagKey("algorithm.discount-weighting", "whether steps are weighted by γᵗ");

  static final RealKey FISHER_DAMPING =
      RealKey.nonNegative("algorithm.fisher-damping", "the damping of the Fisher matrix", "0.1");
  static final RealKey FISHER_FRACTION =
      RealKey.above(
          "algorithm.fisher-fraction",
          "the share of the batch's states in the Fisher matrix",
          0,
          1,
          "1.0");
  static final WholeKey CONJUGATE_GRADIENT_ITERATIONS =
      new WholeKey(
          "algorithm.conjugate-gradient.iterations",
          "the number of conjugate gradient iterations",
          1,
          10_000,
          10);
  static final RealKey CONJUGATE_GRADIENT_TOLERANCE =
      RealKey.nonNegative(
          "algorithm.conjugate-gradient.tolerance",
          "the relative residual that conjugate gradient stops at",
          "1e-5");
  static final RealKey RESIDUAL_LIMIT =
      RealKey.positive(
          "algorithm.conjugate-gradient.residual-limit",
          "the largest relative residual of a direction that is used",
          "1.0");

  static final ChoiceKey<StepRule> STEP_RULE =
      new ChoiceKey<>("algorithm.step-rule", "the rule of the natural step", StepRule.class);
  static final RealKey STEP_SIZE =
      RealKey.positive("algorithm.step-size", "the size of a fixed natural step", "0.1");
  static final RealKey TRUST_REGION_RADIUS =
      RealKey.positive("algorithm.trust-region-radius", "the radius of the trust region", "0.01");

  static final WholeKey LINE_SEARCH_STEPS =
      new WholeKey(
          "algorithm.line-search.steps", "the number of steps a line search tries", 1, 1000, 10);
  static final RealKey LINE_SEARCH_SHRINK =
      RealKey.between(
          "algorithm.line-search.shrink",
          "the factor from one step of a line search to the next",
          0,
          1,
          "0.8");

  static final WholeKey CRITIC_EPOCHS =
      new WholeKey(
          "algorithm.critic.epochs",
          "the number of the critic's epochs over a batch",
          1,
          MAX_EPOCHS,
          10);
  static final WholeKey CRITIC_MINIBATCH_SIZE =
      new WholeKey(
          "algorithm.critic.minibatch-size",
          "the number of steps in a minibatch of the critic",
          1,
          MANY,
          128);
  static final StepKeys CRITIC_STEP = new StepKeys("algorithm.critic.");

  private static final List<Key> ADVANTAGE =
      List.of(
          DISCOUNT, GAE_LAMBDA, ADVANTAGE_ESTIMATOR, ADVANTAGE_NORMALISATION, NORMALISE_REWARDS);
  private static final List<Key> REWARD_TO_GO =
      List.of(DISCOUNT, ADVANTAGE_NORMALISATION, NORMALISE_REWARDS);
  private static final List<Key> FISHER =
      List.of(
          FISHER_DAMPING,
          FISHER_FRACTION,
          CONJUGATE_GRADIENT_ITERATIONS,
          CONJUGATE_GRADIENT_TOLERANCE,
          RESIDUAL_LIMIT);
  private static final List<Key> NATURAL_STEP = List.of(STEP_RULE, STEP_SIZE, TRUST_REGION_RADIUS);
  private static final List<Key> CRITIC_FIT =
      join(List.of(CRITIC_EPOCHS, CRITIC_MINIBATCH_SIZE), CRITIC_STEP.all());

  private static final List<Key> ENTROPY =
      List.of(ENTROPY_COEFFICIENT, ENTROPY_COEFFICIENT_SCHEDULE);

  private static final List<Key> REINFORCE =
      join(REWARD_TO_GO, STEP.all(), List.of(BASELINE, DISCOUNT_WEIGHTING), ENTROPY, CRITIC_FIT);
  private static final List<Key> A2C =
      join(ADVANTAGE, STEP.all(), ENTROPY, List.of(VALUE_COEFFICIENT));
  private static final List<Key> NATURAL = join(ADVANTAGE, FISHER, NATURAL_STEP, CRITIC_FIT);
  private static final List<Key> TRPO =
      join(
          ADVANTAGE,
          FISHER,
          List.of(TRUST_REGION_RADIUS, LINE_SEARCH_STEPS, LINE_SEARCH_SHRINK),
          CRITIC_FIT);
  private static final List<Key> PPO =
      join(
          ADVANTAGE,
          STEP.all(),
          List.of(EPOCHS, MINIBATCH_SIZE, CLIP_RANGE, CLIP_RANGE_SCHEDULE, VALUE_CLIP_RANGE),
          ENTROPY,
          List.of(VALUE_COEFFICIENT, TARGET_KL));

  /** Values of {@code algorithm.name} of the algorithms that learn from samples. */
  static final List<String> SAMPLED =
      List.of(
          ReinforceSettings.NAME,
          A2cSettings.NAME,
          NpgSettings.NAME,
          QnpgSettings.NAME,
          TrpoSettings.NAME,
          PpoSettings.NAME);

  /** Values of {@code algorithm.name}. */
  static final List<String> NAMES = join(SAMPLED, ExactKeys.NAMES);

  /**
   * Keys of an algorithm.
   *
   * @param name one of {@link #NAMES}
   */
  static List<Key> of(String name) {
    return switch (name) {
      case ReinforceSettings.NAME -> REINFORCE;
      case A2cSettings.NAME -> A2C;
      case NpgSettings.NAME, QnpgSettings.NAME -> NATURAL;
      case TrpoSettings.NAME -> TRPO;
      case PpoSettings.NAME -> PPO;
      default -> ExactKeys.of(name);
    };
  }

  @SafeVarargs
  private static <T> List<T> join(List<? extends T>... groups) {
    List<T> all = new ArrayList<>();
    for (List<? extends T> group : groups) {
      all.addAll(group);
    }
    return List.copyOf(all);
  }

  private AlgorithmKeys() {}
}

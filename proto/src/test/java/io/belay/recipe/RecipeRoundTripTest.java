package io.belay.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.kernel.Activation;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is rendered reads back equal, for random recipes, each from the seed in its test's name. */
class RecipeRoundTripTest {
  private static final int SEEDS = 20;
  private static final int RECIPES_A_SEED = 100;

  static Stream<Long> seeds() {
    return LongStream.range(0, SEEDS).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void renderedRecipeReadsBackEqualAndRendersTheSame(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int i = 0; i < RECIPES_A_SEED; i++) {
      Recipe recipe = i % 10 == 0 ? exact(random) : recipe(random);
      String text = RecipeLoader.render(recipe);

      Recipe read = RecipeLoader.parse(text, "recipe.conf");

      assertThat(read).isEqualTo(recipe);
      assertThat(RecipeLoader.render(read)).isEqualTo(text);
    }
  }

  private static Recipe recipe(RandomGenerator random) {
    int lanes = random.nextInt(2, 64);
    int fragmentLength = random.nextInt(1, 500);
    AlgorithmSettings algorithm = algorithm(random, lanes * fragmentLength);
    return new Recipe(
        word(random),
        new EnvironmentSettings(word(random)),
        new PolicySettings(
            one(random, PolicyKind.values()),
            layers(random),
            one(random, Activation.values()),
            new FeatureSettings(one(random, FeatureKind.values()), random.nextInt(1, 17)),
            one(random, StandardDeviation.values()),
            random.nextDouble(-20, 5),
            random.nextBoolean()),
        new CriticSettings(layers(random), one(random, Activation.values())),
        new SamplingSettings(
            lanes,
            random.nextInt(1, lanes + 1),
            fragmentLength,
            restart(random, random.nextInt(7)),
            visitation(random, algorithm),
            algorithm.largestPolicyLag() >= 1 && random.nextBoolean()),
        algorithm,
        new TrainingSettings(
            random.nextLong(1, 1L << 31),
            random.nextLong(),
            random.nextInt(1, Integer.MAX_VALUE),
            random.nextInt(1, 1000)),
        new EvaluationSettings(random.nextInt(1, 1000), random.nextBoolean()));
  }

  /** What an exact algorithm does not use is at its default. */
  private static Recipe exact(RandomGenerator random) {
    ExactSettings algorithm = exactAlgorithm(random);
    Recipe plain =
        RecipeLoader.parse(
            "environment.id = x, algorithm.name = " + algorithm.name(), "plain.conf");
    return new Recipe(
        word(random),
        new EnvironmentSettings(word(random)),
        plain.policy(),
        plain.critic(),
        new SamplingSettings(
            plain.sampling().lanes(),
            plain.sampling().blockSize(),
            plain.sampling().fragmentLength(),
            restart(random, random.nextInt(6)),
            plain.sampling().visitation(),
            plain.sampling().pipeline()),
        algorithm,
        new TrainingSettings(
            plain.training().environmentSteps(),
            random.nextLong(),
            random.nextInt(1, Integer.MAX_VALUE),
            random.nextInt(1, 1000)),
        plain.evaluation());
  }

  private static ExactSettings exactAlgorithm(RandomGenerator random) {
    double discount = random.nextDouble();
    int iterations = random.nextInt(1, Integer.MAX_VALUE);
    return switch (one(random, ExactKeys.NAMES.toArray(String[]::new))) {
      case ExactPolicyGradientSettings.NAME ->
          new ExactPolicyGradientSettings(discount, iterations, optional(random));
      case LogBarrierSettings.NAME ->
          new LogBarrierSettings(
              discount, iterations, optional(random), optional(random), positive(random));
      case ExactNpgSettings.NAME -> new ExactNpgSettings(discount, iterations, optional(random));
      case SoftPolicyIterationSettings.NAME ->
          new SoftPolicyIterationSettings(discount, iterations, optional(random));
      case ExactTrpoSettings.NAME -> new ExactTrpoSettings(discount, iterations, positive(random));
      case CpiSettings.NAME -> new CpiSettings(discount, iterations);
      default -> new PolicyIterationSettings(discount, iterations);
    };
  }

  private static Visitation visitation(RandomGenerator random, AlgorithmSettings algorithm) {
    boolean weighted = algorithm instanceof ReinforceSettings it && it.discountWeighting();
    return weighted ? Visitation.UNDISCOUNTED : one(random, Visitation.values());
  }

  private static AlgorithmSettings algorithm(RandomGenerator random, int batchSize) {
    return switch (one(random, AlgorithmKeys.SAMPLED.toArray(String[]::new))) {
      case ReinforceSettings.NAME -> reinforce(random, batchSize);
      case A2cSettings.NAME ->
          new A2cSettings(
              advantage(random),
              step(random),
              positive(random),
              one(random, Schedule.values()),
              positive(random));
      case NpgSettings.NAME ->
          new NpgSettings(
              advantage(random), fisher(random), naturalStep(random), critic(random, batchSize));
      case QnpgSettings.NAME ->
          new QnpgSettings(
              advantage(random), fisher(random), naturalStep(random), critic(random, batchSize));
      case TrpoSettings.NAME ->
          new TrpoSettings(
              advantage(random),
              fisher(random),
              positive(random),
              random.nextInt(1, 100),
              random.nextDouble(Double.MIN_VALUE, 1),
              critic(random, batchSize));
      default -> ppo(random, batchSize);
    };
  }

  private static ReinforceSettings reinforce(RandomGenerator random, int batchSize) {
    return new ReinforceSettings(
        AdvantageSettings.monteCarlo(
            random.nextDouble(), AdvantageNormalisation.BATCH, random.nextBoolean()),
        step(random),
        one(random, Baseline.values()),
        random.nextBoolean(),
        positive(random),
        one(random, Schedule.values()),
        critic(random, batchSize));
  }

  private static FisherSettings fisher(RandomGenerator random) {
    return new FisherSettings(
        random.nextBoolean() ? 0 : positive(random),
        1 - random.nextDouble(),
        random.nextInt(1, 100),
        random.nextBoolean() ? 0 : positive(random),
        positive(random));
  }

  private static NaturalStepSettings naturalStep(RandomGenerator random) {
    return new NaturalStepSettings(
        one(random, StepRule.values()), positive(random), positive(random));
  }

  private static CriticFitSettings critic(RandomGenerator random, int batchSize) {
    return new CriticFitSettings(
        random.nextInt(1, 100), random.nextInt(1, batchSize + 1), step(random));
  }

  private static PpoSettings ppo(RandomGenerator random, int batchSize) {
    return new PpoSettings(
        advantage(random),
        step(random),
        random.nextInt(1, 100),
        random.nextInt(1, batchSize + 1),
        1 - random.nextDouble(),
        one(random, Schedule.values()),
        optional(random),
        random.nextBoolean() ? -0.0 : positive(random),
        one(random, Schedule.values()),
        positive(random),
        optional(random));
  }

  private static AdvantageSettings advantage(RandomGenerator random) {
    return new AdvantageSettings(
        random.nextDouble(),
        random.nextInt(2),
        one(random, AdvantageEstimator.values()),
        one(random, AdvantageNormalisation.NONE, AdvantageNormalisation.BATCH),
        random.nextBoolean());
  }

  private static StepSettings step(RandomGenerator random) {
    return new StepSettings(
        positive(random),
        one(random, Schedule.values()),
        random.nextBoolean() ? Double.POSITIVE_INFINITY : positive(random),
        new OptimizerSettings(
            one(random, OptimizerKind.values()),
            random.nextDouble(),
            random.nextDouble(),
            positive(random),
            random.nextDouble(),
            random.nextDouble()));
  }

  private static RestartSettings restart(RandomGenerator random, int kind) {
    int size = random.nextInt(1, 4);
    return switch (kind) {
      case 0 -> new RestartSettings.FixedState(reals(random, size));
      case 1 ->
          new RestartSettings.WeightedStates(
              List.of(reals(random, size), reals(random, size)), List.of(0.0, positive(random)));
      case 2 -> new RestartSettings.UniformBox(reals(random, size), List.copyOf(largest(size)));
      case 3 ->
          new RestartSettings.Mixture(random.nextDouble(), restart(random, random.nextInt(3)));
      case 4 -> new RestartSettings.VisitedStates(random.nextDouble(), random.nextInt(1, 1000));
      case 5 -> new RestartSettings.Uniform();
      default -> new RestartSettings.EnvironmentRestart();
    };
  }

  private static List<Double> largest(int size) {
    return IntStream.range(0, size).mapToObj(i -> Double.MAX_VALUE).toList();
  }

  private static List<Double> reals(RandomGenerator random, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> positive(random) * (random.nextBoolean() ? 1 : -1))
        .toList();
  }

  /** Over thirty orders of magnitude, and sometimes the smallest number there is. */
  private static double positive(RandomGenerator random) {
    return random.nextInt(50) == 0
        ? Double.MIN_VALUE
        : Math.scalb(1 + random.nextDouble(), random.nextInt(-50, 50));
  }

  private static OptionalDouble optional(RandomGenerator random) {
    return random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(positive(random));
  }

  private static List<Integer> layers(RandomGenerator random) {
    return random.ints(random.nextInt(4), 1, 16_385).boxed().toList();
  }

  /** With the characters that mean something in HOCON, and some beyond ASCII. */
  private static String word(RandomGenerator random) {
    String characters = "aZ9 -_.\"\\$#/={}[]:,+éλ☃";
    return "x"
        + random
            .ints(random.nextInt(8), 0, characters.length())
            .mapToObj(i -> characters.substring(i, i + 1))
            .reduce("", String::concat)
        + "y";
  }

  @SafeVarargs
  private static <T> T one(RandomGenerator random, T... values) {
    return values[random.nextInt(values.length)];
  }
}

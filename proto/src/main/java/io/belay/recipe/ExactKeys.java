package io.belay.recipe;

import java.util.List;
import java.util.stream.Stream;

/** The settings below {@code algorithm} of the exact algorithms, as {@link AlgorithmKeys}. */
final class ExactKeys {
  static final RealKey DISCOUNT =
      RealKey.below("algorithm.discount", "the discount of an exact algorithm", 0, 1, "0.99");
  static final WholeKey ITERATIONS =
      new WholeKey("algorithm.iterations", "the number of iterations", 1, Integer.MAX_VALUE, 1000);
  static final RealKey STEP_SIZE =
      RealKey.positive("algorithm.step-size", "the size of an exact step", "none").orNone();
  static final RealKey BARRIER =
      RealKey.positive("algorithm.barrier", "the weight of the log barrier", "none").orNone();
  static final RealKey ACCURACY =
      RealKey.positive("algorithm.accuracy", "the accuracy that is asked for", "0.1");

  static final RealKey TRUST_REGION_RADIUS =
      RealKey.positive("algorithm.trust-region-radius", "the radius of the trust region", "0.01");

  private static final List<Key> PLAIN = List.of(DISCOUNT, ITERATIONS);
  private static final List<Key> STEPS = List.of(DISCOUNT, ITERATIONS, STEP_SIZE);
  private static final List<Key> LOG_BARRIER =
      List.of(DISCOUNT, ITERATIONS, STEP_SIZE, BARRIER, ACCURACY);
  private static final List<Key> TRUST_REGION = List.of(DISCOUNT, ITERATIONS, TRUST_REGION_RADIUS);

  /** Values of {@code algorithm.name}, the lecture's order. */
  static final List<String> NAMES =
      List.of(
          ExactPolicyGradientSettings.NAME,
          LogBarrierSettings.NAME,
          ExactNpgSettings.NAME,
          SoftPolicyIterationSettings.NAME,
          ExactTrpoSettings.NAME,
          CpiSettings.NAME,
          PolicyIterationSettings.NAME);

  /** Of {@link Keys#SHARED}, those that mean something where nothing is sampled. */
  private static final List<Key> SHARED =
      List.of(
          Keys.NAME,
          Keys.DESCRIPTION,
          Keys.ENVIRONMENT_ID,
          Keys.SEED,
          Keys.CHECKPOINT_EVERY,
          Keys.CHECKPOINTS_KEPT);

  /** Keys of an exact algorithm. */
  static List<Key> of(String name) {
    return switch (name) {
      case ExactPolicyGradientSettings.NAME,
          ExactNpgSettings.NAME,
          SoftPolicyIterationSettings.NAME ->
          STEPS;
      case LogBarrierSettings.NAME -> LOG_BARRIER;
      case ExactTrpoSettings.NAME -> TRUST_REGION;
      case CpiSettings.NAME, PolicyIterationSettings.NAME -> PLAIN;
      default -> throw new IllegalArgumentException("no such exact algorithm: name=" + name);
    };
  }

  /** Keys of every recipe that mean nothing to an exact algorithm. */
  static Stream<Key> meaningless() {
    return Keys.SHARED.stream().filter(key -> !SHARED.contains(key));
  }

  /** Begins to check the settings that all have. */
  static Violation.Collector checked(double discount, int iterations) {
    return new Violation.Collector().check(DISCOUNT, discount).check(ITERATIONS, iterations);
  }

  private ExactKeys() {}
}

package io.belay.recipe;

/** Reads the settings below {@code algorithm}; each group that algorithms share in one place. */
final class AlgorithmReader {
  private final SettingsReader settings;

  AlgorithmReader(SettingsReader settings) {
    this.settings = settings;
  }

  /**
   * The settings of an algorithm.
   *
   * @param name one of {@link AlgorithmKeys#NAMES}
   */
  AlgorithmSettings read(String name) {
    return switch (name) {
      case ReinforceSettings.NAME -> reinforce();
      case A2cSettings.NAME -> a2c();
      case NpgSettings.NAME -> new NpgSettings(advantage(), fisher(), naturalStep(), criticFit());
      case QnpgSettings.NAME -> new QnpgSettings(advantage(), fisher(), naturalStep(), criticFit());
      case TrpoSettings.NAME -> trpo();
      case PpoSettings.NAME -> ppo();
      default -> exact(name);
    };
  }

  private ExactSettings exact(String name) {
    double discount = settings.real(ExactKeys.DISCOUNT);
    int iterations = settings.count(ExactKeys.ITERATIONS);
    return switch (name) {
      case ExactPolicyGradientSettings.NAME ->
          new ExactPolicyGradientSettings(
              discount, iterations, settings.realOrNone(ExactKeys.STEP_SIZE));
      case LogBarrierSettings.NAME ->
          new LogBarrierSettings(
              discount,
              iterations,
              settings.realOrNone(ExactKeys.STEP_SIZE),
              settings.realOrNone(ExactKeys.BARRIER),
              settings.real(ExactKeys.ACCURACY));
      case ExactNpgSettings.NAME ->
          new ExactNpgSettings(discount, iterations, settings.realOrNone(ExactKeys.STEP_SIZE));
      case SoftPolicyIterationSettings.NAME ->
          new SoftPolicyIterationSettings(
              discount, iterations, settings.realOrNone(ExactKeys.STEP_SIZE));
      case ExactTrpoSettings.NAME ->
          new ExactTrpoSettings(discount, iterations, settings.real(ExactKeys.TRUST_REGION_RADIUS));
      case CpiSettings.NAME -> new CpiSettings(discount, iterations);
      case PolicyIterationSettings.NAME -> new PolicyIterationSettings(discount, iterations);
      default -> throw new IllegalArgumentException("no such algorithm: name=" + name);
    };
  }

  private ReinforceSettings reinforce() {
    return new ReinforceSettings(
        AdvantageSettings.monteCarlo(
            settings.real(AlgorithmKeys.DISCOUNT),
            settings.choice(AlgorithmKeys.ADVANTAGE_NORMALISATION),
            settings.flag(AlgorithmKeys.NORMALISE_REWARDS)),
        step(AlgorithmKeys.STEP),
        settings.choice(AlgorithmKeys.BASELINE),
        settings.flag(AlgorithmKeys.DISCOUNT_WEIGHTING),
        settings.real(AlgorithmKeys.ENTROPY_COEFFICIENT),
        settings.choice(AlgorithmKeys.ENTROPY_COEFFICIENT_SCHEDULE),
        criticFit());
  }

  private A2cSettings a2c() {
    return new A2cSettings(
        advantage(),
        step(AlgorithmKeys.STEP),
        settings.real(AlgorithmKeys.ENTROPY_COEFFICIENT),
        settings.choice(AlgorithmKeys.ENTROPY_COEFFICIENT_SCHEDULE),
        settings.real(AlgorithmKeys.VALUE_COEFFICIENT));
  }

  private TrpoSettings trpo() {
    return new TrpoSettings(
        advantage(),
        fisher(),
        settings.real(AlgorithmKeys.TRUST_REGION_RADIUS),
        settings.count(AlgorithmKeys.LINE_SEARCH_STEPS),
        settings.real(AlgorithmKeys.LINE_SEARCH_SHRINK),
        criticFit());
  }

  private PpoSettings ppo() {
    return new PpoSettings(
        advantage(),
        step(AlgorithmKeys.STEP),
        settings.count(AlgorithmKeys.EPOCHS),
        settings.count(AlgorithmKeys.MINIBATCH_SIZE),
        settings.real(AlgorithmKeys.CLIP_RANGE),
        settings.choice(AlgorithmKeys.CLIP_RANGE_SCHEDULE),
        settings.realOrNone(AlgorithmKeys.VALUE_CLIP_RANGE),
        settings.real(AlgorithmKeys.ENTROPY_COEFFICIENT),
        settings.choice(AlgorithmKeys.ENTROPY_COEFFICIENT_SCHEDULE),
        settings.real(AlgorithmKeys.VALUE_COEFFICIENT),
        settings.realOrNone(AlgorithmKeys.TARGET_KL));
  }

  private AdvantageSettings advantage() {
    return new AdvantageSettings(
        settings.real(AlgorithmKeys.DISCOUNT),
        settings.real(AlgorithmKeys.GAE_LAMBDA),
        settings.choice(AlgorithmKeys.ADVANTAGE_ESTIMATOR),
        settings.choice(AlgorithmKeys.ADVANTAGE_NORMALISATION),
        settings.flag(AlgorithmKeys.NORMALISE_REWARDS));
  }

  private StepSettings step(StepKeys keys) {
    return new StepSettings(
        settings.real(keys.learningRate),
        settings.choice(keys.learningRateSchedule),
        settings.realOrNone(keys.maxGradientNorm).orElse(Double.POSITIVE_INFINITY),
        new OptimizerSettings(
            settings.choice(keys.optimizerKind),
            settings.real(keys.beta1),
            settings.real(keys.beta2),
            settings.real(keys.epsilon),
            settings.real(keys.momentum),
            settings.real(keys.decay)));
  }

  private CriticFitSettings criticFit() {
    return new CriticFitSettings(
        settings.count(AlgorithmKeys.CRITIC_EPOCHS),
        settings.count(AlgorithmKeys.CRITIC_MINIBATCH_SIZE),
        step(AlgorithmKeys.CRITIC_STEP));
  }

  private FisherSettings fisher() {
    return new FisherSettings(
        settings.real(AlgorithmKeys.FISHER_DAMPING),
        settings.real(AlgorithmKeys.FISHER_FRACTION),
        settings.count(AlgorithmKeys.CONJUGATE_GRADIENT_ITERATIONS),
        settings.real(AlgorithmKeys.CONJUGATE_GRADIENT_TOLERANCE),
        settings.real(AlgorithmKeys.RESIDUAL_LIMIT));
  }

  private NaturalStepSettings naturalStep() {
    return new NaturalStepSettings(
        settings.choice(AlgorithmKeys.STEP_RULE),
        settings.real(AlgorithmKeys.STEP_SIZE),
        settings.real(AlgorithmKeys.TRUST_REGION_RADIUS));
  }
}

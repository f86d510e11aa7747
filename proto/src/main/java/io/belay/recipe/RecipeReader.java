package io.belay.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds a recipe from HOCON, or reports everything that is wrong with it. */
final class RecipeReader {
  static final String ALGORITHM_NAME = "algorithm.name";

  private final Config config;
  private final Problems problems;
  private final SettingsReader settings;

  private RecipeReader(Config config, Config defaults, Problems problems) {
    this.config = config;
    this.problems = problems;
    this.settings = new SettingsReader(config, defaults, problems);
  }

  /**
   * @param written what the user has written, substitutions open, without defaults
   * @param name of the recipe where the text gives none
   */
  static Recipe read(Config written, String name) {
    Optional<ConfigValue> algorithm = algorithmName(written);
    Optional<String> known =
        algorithm.flatMap(HoconValues::text).filter(AlgorithmKeys.NAMES::contains);
    Config defaults = known.map(Defaults::of).orElseGet(Defaults::shared);
    Config config = Hocon.resolve(written.withFallback(defaults));
    Problems problems = new Problems(config);
    RecipeReader reader = new RecipeReader(config, defaults, problems);
    if (known.isEmpty()) {
      problems.add(unknownAlgorithm(algorithm));
    }
    return reader.recipe(known, name);
  }

  /**
   * The algorithm selects the defaults, so its name is needed before substitutions into the
   * defaults can be resolved.
   */
  private static Optional<ConfigValue> algorithmName(Config written) {
    try {
      return SettingsReader.find(Hocon.resolvePartly(written), ALGORITHM_NAME);
    } catch (ConfigException.NotResolved e) {
      return Optional.empty();
    }
  }

  private Recipe recipe(Optional<String> algorithmName, String name) {
    findUnknownKeys(algorithmName);
    String recipeName = settings.optional(Keys.NAME, name);
    settings.optional(Keys.DESCRIPTION, "");
    String environment = settings.required(Keys.ENVIRONMENT_ID);
    PolicySettings policy = policy();
    CriticSettings critic =
        new CriticSettings(
            settings.wholes(Keys.CRITIC_HIDDEN), settings.choice(Keys.CRITIC_ACTIVATION));
    int lanes = settings.count(Keys.LANES);
    int fragmentLength = settings.count(Keys.FRAGMENT_LENGTH);
    Visitation visitation = settings.choice(Keys.VISITATION);
    boolean pipeline = settings.flag(Keys.PIPELINE);
    Optional<SamplingSettings> sampling = sampling(lanes, fragmentLength, visitation, pipeline);
    Optional<AlgorithmSettings> algorithm = algorithmName.map(new AlgorithmReader(settings)::read);
    algorithm.ifPresent(each ->
        problems.addAll(AlgorithmRules.broken(each, lanes, fragmentLength, visitation, pipeline)));
    TrainingSettings training = training();
    problems.addAll(TrainingSettings.together(training.environmentSteps(), lanes, fragmentLength));
    EvaluationSettings evaluation =
        new EvaluationSettings(
            settings.count(Keys.EVALUATION_EPISODES), settings.flag(Keys.DETERMINISTIC));
    if (algorithm.filter(ExactSettings.class::isInstance).isPresent()) {
      refuseMeaningless(algorithm.get().name());
    }
    problems.refuse();
    return new Recipe(
        recipeName,
        new EnvironmentSettings(environment),
        policy,
        critic,
        sampling.orElseThrow(),
        algorithm.orElseThrow(),
        training,
        evaluation);
  }

  private PolicySettings policy() {
    return new PolicySettings(
        settings.choice(Keys.POLICY_KIND),
        settings.wholes(Keys.POLICY_HIDDEN),
        settings.choice(Keys.POLICY_ACTIVATION),
        new FeatureSettings(
            settings.choice(Keys.FEATURES_KIND), settings.count(Keys.FEATURES_ORDER)),
        settings.choice(Keys.STANDARD_DEVIATION),
        settings.real(Keys.INITIAL_LOG_STANDARD_DEVIATION),
        settings.flag(Keys.NORMALISE_OBSERVATIONS));
  }

  private Optional<SamplingSettings> sampling(
      int lanes, int fragmentLength, Visitation visitation, boolean pipeline) {
    int blockSize = settings.count(Keys.BLOCK_SIZE);
    List<Violation> violations = SamplingSettings.together(lanes, blockSize, fragmentLength);
    problems.addAll(violations);
    Optional<RestartSettings> restart =
        SettingsReader.find(config, RestartReader.PATH)
            .flatMap(value -> RestartReader.read(value, problems));
    return violations.isEmpty()
        ? restart.map(each ->
            new SamplingSettings(lanes, blockSize, fragmentLength, each, visitation, pipeline))
        : Optional.empty();
  }

  private TrainingSettings training() {
    return new TrainingSettings(
        settings.whole(Keys.ENVIRONMENT_STEPS),
        settings.whole(Keys.SEED),
        settings.count(Keys.CHECKPOINT_EVERY),
        settings.count(Keys.CHECKPOINTS_KEPT));
  }

  /** Where the algorithm is unknown, so are its keys: everything below it is let pass. */
  private void findUnknownKeys(Optional<String> algorithmName) {
    List<String> keys = new ArrayList<>();
    Stream.concat(
            Keys.SHARED.stream(),
            algorithmName.map(AlgorithmKeys::of).stream().flatMap(List::stream))
        .map(Key::path)
        .forEach(keys::add);
    keys.add(ALGORITHM_NAME);
    keys.add(RestartReader.PATH);
    Map<String, String> elsewhere =
        algorithmName.<Map<String, String>>map(OtherAlgorithms::rules).orElse(Map.of());
    var recipe = algorithmName.isPresent() ? config.root() : config.withoutPath("algorithm").root();
    new UnknownKeys(keys, elsewhere, problems).find(recipe);
  }

  /** An exact algorithm does not use what others do; a default of it does no harm. */
  private void refuseMeaningless(String algorithm) {
    ExactKeys.meaningless()
        .forEach(key ->
            SettingsReader.find(config, key.path())
                .filter(value -> !Defaults.made(value))
                .ifPresent(value ->
                    problems.add(
                        Violation.of(
                            "%s samples nothing and has a table for a policy, so that this key means nothing to it"
                                .formatted(algorithm),
                            key.path(),
                            HoconValues.shown(value),
                            "remove it"))));
  }

  private static Violation unknownAlgorithm(Optional<ConfigValue> written) {
    Optional<String> meant =
        written
            .flatMap(HoconValues::text)
            .flatMap(word -> Suggestion.closest(word, AlgorithmKeys.NAMES));
    return Violation.of(
        "the algorithm is one of " + String.join(", ", AlgorithmKeys.NAMES),
        ALGORITHM_NAME,
        written.map(HoconValues::shown).orElse("missing"),
        meant.map(word -> "did you mean " + word + "?").orElse("use for example ppo"));
  }
}

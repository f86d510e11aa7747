package io.belay.recipe;

import static io.belay.recipe.RestartKeys.CAPACITY;
import static io.belay.recipe.RestartKeys.HIGH;
import static io.belay.recipe.RestartKeys.KIND;
import static io.belay.recipe.RestartKeys.LOW;
import static io.belay.recipe.RestartKeys.PROBABILITY;
import static io.belay.recipe.RestartKeys.STATE;
import static io.belay.recipe.RestartKeys.STATES;
import static io.belay.recipe.RestartKeys.WEIGHTS;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a restart distribution: the word {@code environment} or {@code uniform}, or a group with a
 * kind and the kind's fields.
 */
final class RestartReader {
  static final String PATH = "sampling.restart";

  private static final String DISTRIBUTION = "distribution";

  private final Problems problems;
  private final String path;

  private RestartReader(Problems problems, String path) {
    this.problems = problems;
    this.path = path;
  }

  /** The distribution written as {@code value}, empty where there is a problem with it. */
  static Optional<RestartSettings> read(ConfigValue value, Problems problems) {
    return new RestartReader(problems, PATH).read(value);
  }

  private Optional<RestartSettings> read(ConfigValue value) {
    Optional<String> word = HoconValues.text(value);
    if (word.filter(ChoiceKey.word(RestartKind.ENVIRONMENT)::equals).isPresent()) {
      return Optional.of(new RestartSettings.EnvironmentRestart());
    }
    if (word.filter(ChoiceKey.word(RestartKind.UNIFORM)::equals).isPresent()) {
      return Optional.of(new RestartSettings.Uniform());
    }
    if (!(value instanceof ConfigObject group)) {
      problems.add(
          Violation.of(
              "a restart distribution is the word environment, the word uniform or a group with a kind",
              path,
              HoconValues.shown(value),
              "use environment, uniform or for example { kind = fixed, state = [0.0, 0.0] }"));
      return Optional.empty();
    }
    return kind(group).flatMap(kind -> read(kind, group));
  }

  private Optional<RestartKind> kind(ConfigObject group) {
    ConfigValue value = group.get(KIND.path());
    Optional<RestartKind> kind =
        Optional.ofNullable(value).flatMap(HoconValues::text).flatMap(KIND::parse);
    if (kind.isEmpty()) {
      problems.add(
          (value == null ? KIND.violation("missing") : SettingsReader.unknownWord(KIND, value))
              .under(path));
    }
    return kind;
  }

  private Optional<RestartSettings> read(RestartKind kind, ConfigObject group) {
    refuseOtherFields(kind, group);
    return switch (kind) {
      case ENVIRONMENT -> Optional.of(new RestartSettings.EnvironmentRestart());
      case FIXED -> reals(STATE, group).map(RestartSettings.FixedState::new);
      case STATES -> states(group);
      case BOX -> box(group);
      case UNIFORM -> Optional.of(new RestartSettings.Uniform());
      case MIXTURE -> mixture(group);
      case VISITED -> visited(group);
    };
  }

  private Optional<RestartSettings> states(ConfigObject group) {
    Optional<List<List<Double>>> states =
        field(
            STATES,
            group,
            value ->
                HoconValues.list(value, row -> HoconValues.list(row, HoconValues::real))
                    .filter(STATES::allows));
    if (states.isEmpty()) {
      return Optional.empty();
    }
    int count = states.get().size();
    Optional<List<Double>> weights =
        group.containsKey(WEIGHTS.path())
            ? reals(WEIGHTS, group)
            : Optional.of(Collections.nCopies(count, 1.0));
    return weights.flatMap(each ->
        built(
            RestartSettings.WeightedStates.together(states.get(), each),
            () -> new RestartSettings.WeightedStates(states.get(), each)));
  }

  private Optional<RestartSettings> box(ConfigObject group) {
    Optional<List<Double>> low = reals(LOW, group);
    Optional<List<Double>> high = reals(HIGH, group);
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    return built(
        RestartSettings.UniformBox.together(low.get(), high.get()),
        () -> new RestartSettings.UniformBox(low.get(), high.get()));
  }

  private Optional<RestartSettings> mixture(ConfigObject group) {
    Optional<Double> probability = probability(group);
    ConfigValue value = group.get(DISTRIBUTION);
    if (value == null) {
      problems.add(
          Violation.of(
              "a mixture has a distribution beside the environment's own",
              path + "." + DISTRIBUTION,
              "missing",
              "use for example { kind = fixed, state = [0.0, 0.0] }"));
      return Optional.empty();
    }
    Optional<RestartSettings> distribution =
        new RestartReader(problems, path + "." + DISTRIBUTION).read(value);
    if (distribution.isEmpty()) {
      return Optional.empty();
    }
    List<Violation> violations = RestartSettings.Mixture.together(distribution.get());
    if (probability.isEmpty()) {
      addAll(violations);
      return Optional.empty();
    }
    return built(
        violations, () -> new RestartSettings.Mixture(probability.get(), distribution.get()));
  }

  private Optional<RestartSettings> visited(ConfigObject group) {
    Optional<Double> probability = probability(group);
    Optional<Long> capacity =
        field(CAPACITY, group, value -> HoconValues.whole(value).filter(CAPACITY::allows));
    if (probability.isEmpty() || capacity.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RestartSettings.VisitedStates(probability.get(), Math.toIntExact(capacity.get())));
  }

  private Optional<Double> probability(ConfigObject group) {
    return field(PROBABILITY, group, value -> HoconValues.real(value).filter(PROBABILITY::allows));
  }

  private Optional<List<Double>> reals(RealListKey key, ConfigObject group) {
    return field(
        key, group, value -> HoconValues.list(value, HoconValues::real).filter(key::allows));
  }

  private <T> Optional<T> field(
      Key key, ConfigObject group, Function<ConfigValue, Optional<T>> parse) {
    @Nullable ConfigValue value = group.get(key.path());
    Optional<T> parsed = Optional.ofNullable(value).flatMap(parse);
    if (parsed.isEmpty()) {
      problems.add(key.violation(value == null ? "missing" : HoconValues.shown(value)).under(path));
    }
    return parsed;
  }

  private Optional<RestartSettings> built(
      List<Violation> violations, Supplier<RestartSettings> restart) {
    addAll(violations);
    return violations.isEmpty() ? Optional.of(restart.get()) : Optional.empty();
  }

  private void addAll(List<Violation> violations) {
    violations.forEach(violation -> problems.add(violation.under(path)));
  }

  private void refuseOtherFields(RestartKind kind, ConfigObject group) {
    for (String field : new TreeSet<>(group.keySet())) {
      if (!field.equals(KIND.path()) && !kind.fields().contains(field)) {
        String all = kind.fields().isEmpty() ? "nothing" : String.join(" and ", kind.fields());
        problems.add(
            Violation.of(
                "a restart of kind %s has %s beside its kind".formatted(ChoiceKey.word(kind), all),
                path + "." + ConfigUtil.joinPath(field),
                HoconValues.shown(Objects.requireNonNull(group.get(field))),
                Suggestion.closest(field, kind.fields())
                    .map(meant -> "did you mean " + meant + "?")
                    .orElse("remove it")));
      }
    }
  }
}

package io.belay.deploy.monitoring;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules for Prometheus as they are written. */
public final class RuleFiles {
  public static final Path DIRECTORY = Path.of("monitoring", "prometheus");
  public static final List<String> FILES = List.of("recording-rules.yml", "alerts.yml");

  private static final List<Tree> RULES =
      FILES.stream()
          .map(file -> Tree.read(DIRECTORY.resolve(file)))
          .flatMap(file -> file.at("groups").list().stream())
          .flatMap(group -> group.at("rules").list().stream())
          .toList();

  private RuleFiles() {}

  public static List<Tree> alerts() {
    return rules().filter(rule -> rule.at("alert").present()).toList();
  }

  public static List<Tree> recordings() {
    return rules().filter(rule -> rule.at("record").present()).toList();
  }

  static Set<String> alertNames() {
    return alerts().stream().map(rule -> rule.at("alert").text()).collect(Collectors.toSet());
  }

  static Set<String> recordedNames() {
    return recordings().stream().map(rule -> rule.at("record").text()).collect(Collectors.toSet());
  }

  private static Stream<Tree> rules() {
    return RULES.stream();
  }
}

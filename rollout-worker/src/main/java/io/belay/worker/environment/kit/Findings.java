package io.belay.worker.environment.kit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The violations seen so far, the first of each rule. */
final class Findings {
  private final Map<Rule, String> first = new EnumMap<>(Rule.class);

  void add(Rule rule, String detail) {
    first.putIfAbsent(rule, detail);
  }

  /** Runs one check; what the environment throws is a finding and ends the check, not the kit. */
  void during(String check, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      add(Rule.NOTHING_IS_THROWN, "during=\"%s\", threw=%s".formatted(check, e));
    }
  }

  boolean isEmpty() {
    return first.isEmpty();
  }

  List<Violation> violations() {
    List<Violation> violations = new ArrayList<>();
    first.forEach((rule, detail) -> violations.add(new Violation(rule, detail)));
    return List.copyOf(violations);
  }
}

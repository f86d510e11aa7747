package io.belay.worker.environment.kit;

import io.belay.error.BelayException;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.List;
import java.util.function.Consumer;

/**
 * Checks an environment against the contract of {@link Environment} and {@link
 * RestorableEnvironment}.
 *
 * <p>It plays a few thousand random steps on a handful of instances, the same ones at each call.
 * That an episode can end is not demanded, nor that the task can be learnt.
 */
public final class EnvironmentKit {
  static final long SEED = 20_240_715;
  static final long OTHER_SEED = 8_128;
  static final int STEPS = 400;
  private static final int LONGEST_TIME_LIMIT = 20_000;

  private final EnvironmentRegistration registration;
  private final EnvironmentSpec spec;
  private final Findings findings = new Findings();

  private EnvironmentKit(EnvironmentRegistration registration) {
    this.registration = registration;
    spec = registration.spec();
  }

  /**
   * The rules that the environment breaks, each with the first sign of it, in the order of {@link
   * Rule}; empty if it conforms. Does not throw whatever the environment does, and returns if every
   * call on it does.
   */
  public static List<Violation> check(EnvironmentRegistration registration) {
    return new EnvironmentKit(registration).run();
  }

  private List<Violation> run() {
    check("play", environment -> new Walk(spec, environment, SEED, findings).advance(STEPS));
    if (!findings.isEmpty()) {
      // Comparing what is malformed tells nothing more.
      return findings.violations();
    }
    resetAgain();
    playAgain();
    playTwoAtOnce();
    if (spec.restorable() && findings.isEmpty()) {
      // What does not repeat itself cannot be continued identically either.
      new RestoreCheck(registration, findings).run();
    }
    check("play to the time limit", this::playToTheTimeLimit);
    return findings.violations();
  }

  private void resetAgain() {
    check(
        "reset again",
        environment -> {
          Moment start =
              new Walk(spec, environment, SEED, findings).advance(STEPS / 4).moments().getFirst();
          compareStarts(start, new Walk(spec, environment, SEED, findings).last(), "same");
          check(
              "reset another",
              other -> compareStarts(start, new Walk(spec, other, SEED, findings).last(), "other"));
        });
  }

  private void compareStarts(Moment expected, Moment actual, String instance) {
    if (!expected.same(actual)) {
      findings.add(
          Rule.RESET_IS_DETERMINISTIC,
          "instance=%s, first=%s, again=%s".formatted(instance, expected, actual));
    }
  }

  private void playAgain() {
    check(
        "play again",
        environment -> {
          List<Moment> expected =
              new Walk(spec, environment, SEED, findings).advance(STEPS).moments();
          // Leaves the instance somewhere else, in the middle of an episode.
          new Walk(spec, environment, OTHER_SEED, findings).advance(7);
          compareWalks(Rule.STEP_IS_DETERMINISTIC, expected, environment, "same");
          check(
              "play another",
              other -> compareWalks(Rule.STEP_IS_DETERMINISTIC, expected, other, "other"));
        });
  }

  private void compareWalks(
      Rule rule, List<Moment> expected, Environment environment, String instance) {
    List<Moment> actual =
        new Walk(spec, environment, SEED, findings).advance(expected.size() - 1).moments();
    // A start that differs is RESET_IS_DETERMINISTIC's to tell, and everything after it differs
    // too.
    if (expected.getFirst().same(actual.getFirst())) {
      compare(rule, expected, actual, "instance=" + instance);
    }
  }

  private void compare(Rule rule, List<Moment> expected, List<Moment> actual, String where) {
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).same(actual.get(i))) {
        findings.add(
            rule,
            "%s, step=%d, first=%s, again=%s"
                .formatted(where, i - 1, expected.get(i), actual.get(i)));
        return;
      }
    }
  }

  private void playTwoAtOnce() {
    check(
        "play two at once",
        one -> {
          List<Moment> alone = new Walk(spec, one, SEED, findings).advance(STEPS).moments();
          check(
              "play two at once",
              other -> {
                Walk first = new Walk(spec, one, SEED, findings);
                Walk second = new Walk(spec, other, OTHER_SEED, findings);
                for (int i = 0; i < STEPS; i++) {
                  first.advance(1);
                  float[] shown = first.returned();
                  second.advance(1);
                  if (shown == second.returned() || !first.last().same(alone.get(i + 1))) {
                    findings.add(
                        Rule.INSTANCES_ARE_INDEPENDENT,
                        "step=%d, alone=%s, besideAnother=%s, sameArray=%s"
                            .formatted(
                                i, alone.get(i + 1), first.last(), shown == second.returned()));
                    return;
                  }
                }
              });
        });
  }

  private void playToTheTimeLimit(Environment environment) {
    int limit = spec.maxEpisodeSteps().orElse(Integer.MAX_VALUE);
    if (limit > LONGEST_TIME_LIMIT) {
      return;
    }
    Walk walk = new Walk(spec, environment, SEED, findings);
    for (int elapsed = 1; elapsed <= limit && !walk.last().ended(); elapsed++) {
      walk.advance(1);
      if (elapsed == limit && walk.last().truncated()) {
        findings.add(
            Rule.TIME_LIMIT_IS_THE_CALLERS, "maxEpisodeSteps=%d, truncated=true".formatted(limit));
      }
    }
  }

  private void check(String name, Consumer<Environment> work) {
    findings.during(name, () -> withInstance(registration, findings, work));
  }

  /** Runs {@code work} on a new instance, closed afterwards. */
  static void withInstance(
      EnvironmentRegistration registration, Findings findings, Consumer<Environment> work) {
    Environment created;
    try {
      created = registration.create();
    } catch (BelayException e) {
      findings.add(Rule.INSTANCES_ARE_MADE, String.valueOf(e.getMessage()));
      return;
    }
    try (Environment environment = created) {
      work.accept(environment);
    }
  }
}

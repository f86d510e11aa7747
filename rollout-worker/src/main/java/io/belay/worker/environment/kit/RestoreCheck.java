package io.belay.worker.environment.kit;

import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Saves the state at many steps of a walk and takes the walk up again from each, on a new instance
 * and on a used one.
 */
final class RestoreCheck {
  private static final int EVERY = 9;
  private static final int FURTHER_STEPS = 60;
  private static final int MARGIN = 3;

  /** A number that no environment writes by chance. */
  private static final double UNTOUCHED = -1.2345678987654321e-77;

  private final EnvironmentRegistration registration;
  private final EnvironmentSpec spec;
  private final Findings findings;

  /**
   * A state as {@link RestorableEnvironment#saveState} wrote it, before {@code nextStep} of the
   * walk.
   */
  private record Saved(int nextStep, double[] padded) {}

  RestoreCheck(EnvironmentRegistration registration, Findings findings) {
    this.registration = registration;
    this.findings = findings;
    spec = registration.spec();
  }

  void run() {
    onInstance("save states", this::saveAndRestore);
  }

  private void saveAndRestore(RestorableEnvironment environment) {
    int size = environment.stateSize();
    if (size < 1) {
      findings.add(Rule.STATE_IS_WRITTEN_IN_ITS_PLACE, "stateSize=" + size);
      return;
    }
    List<Moment> unsaved =
        new Walk(spec, environment, EnvironmentKit.SEED, findings)
            .advance(EnvironmentKit.STEPS)
            .moments();
    Walk walk = new Walk(spec, environment, EnvironmentKit.SEED, findings);
    List<Saved> states = new ArrayList<>();
    for (int i = 0; i < EnvironmentKit.STEPS; i++) {
      if (i % EVERY == 0 || i < EVERY) {
        states.add(save(walk.nextStep(), environment, size));
        if (!Arrays.equals(walk.returned(), walk.last().observation())) {
          findings.add(
              Rule.SAVE_CHANGES_NOTHING,
              "step=%d, the observation array was overwritten".formatted(i));
        }
      }
      walk.advance(1);
      if (!walk.last().same(unsaved.get(i + 1))) {
        findings.add(
            Rule.SAVE_CHANGES_NOTHING,
            "step=%d, withoutSave=%s, withSave=%s".formatted(i, unsaved.get(i + 1), walk.last()));
        return;
      }
    }
    for (Saved saved : states) {
      continueFrom(saved, unsaved, environment, size, "same");
      onInstance(
          "restore a new instance",
          fresh -> {
            if (fresh.stateSize() != size) {
              findings.add(
                  Rule.STATE_IS_WRITTEN_IN_ITS_PLACE,
                  "stateSize=%d, onAnotherInstance=%d".formatted(size, fresh.stateSize()));
            }
            continueFrom(saved, unsaved, fresh, size, "new");
          });
    }
  }

  private Saved save(int nextStep, RestorableEnvironment environment, int size) {
    double[] padded = new double[size + 2 * MARGIN];
    Arrays.fill(padded, UNTOUCHED);
    environment.saveState(padded, MARGIN);
    for (int i = 0; i < padded.length; i++) {
      boolean outside = i < MARGIN || i >= MARGIN + size;
      if (outside != (padded[i] == UNTOUCHED) || !Double.isFinite(padded[i])) {
        findings.add(
            Rule.STATE_IS_WRITTEN_IN_ITS_PLACE,
            "stateSize=%d, offset=%d, index=%d, value=%s, untouched=%s"
                .formatted(size, MARGIN, i, padded[i], padded[i] == UNTOUCHED));
      }
    }
    return new Saved(nextStep, padded);
  }

  private void continueFrom(
      Saved saved,
      List<Moment> expected,
      RestorableEnvironment environment,
      int size,
      String instance) {
    double[] state = saved.padded.clone();
    float[] observation = environment.restoreState(state, MARGIN);
    if (!Arrays.equals(state, saved.padded)) {
      findings.add(
          Rule.STATE_IS_WRITTEN_IN_ITS_PLACE, "restoreState wrote to the state it was given");
    }
    // Whoever reads the state later reads nonsense.
    Arrays.fill(state, MARGIN, MARGIN + size, UNTOUCHED);
    Moment before = expected.get(saved.nextStep);
    if (!Arrays.equals(observation, before.observation())) {
      findings.add(
          Rule.RESTORE_SHOWS_THE_SAVED_OBSERVATION,
          "instance=%s, step=%d, saved=%s, restored=%s"
              .formatted(
                  instance,
                  saved.nextStep,
                  Arrays.toString(before.observation()),
                  Arrays.toString(observation)));
      return;
    }
    if (before.ended()) {
      // Nobody steps an episode that has ended.
      return;
    }
    Walk walk =
        new Walk(spec, environment, EnvironmentKit.SEED, saved.nextStep, observation, findings);
    for (int i = saved.nextStep + 1;
        i < Math.min(expected.size(), saved.nextStep + FURTHER_STEPS);
        i++) {
      walk.advance(1);
      if (!walk.last().same(expected.get(i))) {
        findings.add(
            Rule.RESTORE_CONTINUES_IDENTICALLY,
            "instance=%s, restoredAt=%d, step=%d, afterSave=%s, afterRestore=%s"
                .formatted(instance, saved.nextStep, i - 1, expected.get(i), walk.last()));
        return;
      }
    }
  }

  private void onInstance(String check, Consumer<RestorableEnvironment> work) {
    findings.during(
        check,
        () ->
            EnvironmentKit.withInstance(
                registration,
                findings,
                environment -> work.accept((RestorableEnvironment) environment)));
  }
}

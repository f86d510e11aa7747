package io.belay.worker.environment.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import io.belay.worker.environment.Outcome;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvironmentKitTest {
  private static int shared;

  static List<EnvironmentRegistration> offered() {
    return EnvironmentRegistry.discover().all();
  }

  @ParameterizedTest
  @MethodSource("offered")
  void everyOfferedEnvironmentConforms(EnvironmentRegistration registration) {
    assertThat(EnvironmentKit.check(registration)).isEmpty();
  }

  @Test
  void anEnvironmentThatCannotSaveItsStateConforms() {
    assertThat(
            EnvironmentKit.check(
                new EnvironmentRegistration(spec(false), () -> hiding(new Drift()))))
        .isEmpty();
  }

  @Test
  void conformingDriftHasNoViolation() {
    assertThat(violations(Drift::new)).isEmpty();
  }

  @Test
  void wrongObservationSizeIsFound() {
    assertBreaks(
        Rule.OBSERVATION_HAS_ITS_SIZE,
        "observationSize=3, expected=2",
        () ->
            new Drift() {
              @Override
              float[] observe() {
                return new float[3];
              }
            });
  }

  @Test
  void nanIsFoundWithItsPlace() {
    assertBreaks(
        Rule.OBSERVATION_IS_FINITE,
        "step=6, observation[1]=NaN",
        () ->
            new Drift() {
              @Override
              float[] observe() {
                super.observe()[1] = age < 7 ? 0 : Float.NaN;
                return observation;
              }
            });
  }

  @Test
  void observationOutsideItsSpaceIsFound() {
    assertBreaks(
        Rule.OBSERVATION_IS_IN_ITS_SPACE,
        "observation[0]=1.5",
        () ->
            new Drift() {
              @Override
              float[] observe() {
                super.observe()[0] = 1.5f;
                return observation;
              }
            });
  }

  @Test
  void forgottenOutcomeIsFound() {
    assertBreaks(
        Rule.REWARD_IS_FINITE,
        "reward=NaN",
        () ->
            new Drift() {
              @Override
              public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
                return super.step(action, random, new Outcome());
              }
            });
  }

  @Test
  void writingToTheActionIsFound() {
    assertBreaks(
        Rule.ACTION_STAYS_THE_CALLERS,
        "afterStep=[0.0]",
        () ->
            new Drift() {
              @Override
              public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
                float[] result = super.step(action, random, outcome);
                action[0] = 0;
                return result;
              }
            });
  }

  @Test
  void keepingTheActionIsFound() {
    assertThat(
            violations(() ->
                new Drift() {
                  private float[] last = {0};

                  @Override
                  public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
                    float[] previous = last;
                    last = action;
                    return super.step(previous, random, outcome);
                  }
                }))
        .isNotEmpty();
  }

  @Test
  void throwingForAnActionAtABoundIsFound() {
    assertBreaks(
        Rule.NOTHING_IS_THROWN,
        "threw=java.lang.IllegalArgumentException: full throttle",
        () ->
            new Drift() {
              @Override
              public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
                if (action[0] == 1f) {
                  throw new IllegalArgumentException("full throttle");
                }
                return super.step(action, random, outcome);
              }
            });
  }

  @Test
  void chanceOfItsOwnAtAResetIsFound() {
    AtomicInteger resets = new AtomicInteger();
    assertBreaks(
        Rule.RESET_IS_DETERMINISTIC,
        "again=",
        () ->
            new Drift() {
              @Override
              public float[] reset(RandomGenerator random) {
                super.reset(random);
                place += 1e-3 * (resets.incrementAndGet() & 63);
                return observe();
              }
            });
  }

  @Test
  void memoryThatSurvivesAResetIsFound() {
    assertBreaks(
        Rule.STEP_IS_DETERMINISTIC,
        "instance=same",
        () ->
            new Drift() {
              private double steps;

              @Override
              public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
                place *= 1 - 1e-6 * steps++;
                return super.step(action, random, outcome);
              }
            });
  }

  @Test
  void stateSharedBetweenInstancesIsFound() {
    assertBreaks(
        Rule.INSTANCES_ARE_INDEPENDENT,
        "besideAnother=",
        () ->
            new Drift() {
              @Override
              public float[] reset(RandomGenerator random) {
                shared = 0;
                return super.reset(random);
              }

              @Override
              public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
                place *= 1 - 1e-6 * shared++;
                return super.step(action, random, outcome);
              }
            });
  }

  @Test
  void oneArrayForAllInstancesIsFound() {
    float[] everyones = new float[2];
    assertBreaks(
        Rule.INSTANCES_ARE_INDEPENDENT,
        "sameArray=true",
        () ->
            new Drift() {
              @Override
              float[] observe() {
                System.arraycopy(super.observe(), 0, everyones, 0, 2);
                return everyones;
              }
            });
  }

  @Test
  void timeLimitInsideTheEnvironmentIsFound() {
    assertBreaks(
        Rule.TIME_LIMIT_IS_THE_CALLERS,
        "maxEpisodeSteps=50",
        () ->
            new Drift() {
              @Override
              public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
                float[] result = super.step(action, random, outcome);
                outcome.set(outcome.reward(), false, age >= 50);
                return result;
              }
            });
  }

  @Test
  void stateBeyondItsSizeIsFound() {
    assertBreaks(
        Rule.STATE_IS_WRITTEN_IN_ITS_PLACE,
        "stateSize=1, offset=3, index=4",
        () ->
            new Drift() {
              @Override
              public int stateSize() {
                return 1;
              }
            });
  }

  @Test
  void saveThatDisturbsIsFound() {
    assertBreaks(
        Rule.SAVE_CHANGES_NOTHING,
        "withSave=",
        () ->
            new Drift() {
              @Override
              public void saveState(double[] state, int offset) {
                super.saveState(state, offset);
                place = Math.nextUp(place);
                age++;
              }
            });
  }

  @Test
  void observationThatARestoreForgetsIsFound() {
    assertBreaks(
        Rule.RESTORE_SHOWS_THE_SAVED_OBSERVATION,
        "instance=same, step=0",
        () ->
            new Drift() {
              @Override
              public float[] restoreState(double[] state, int offset) {
                super.restoreState(state, offset);
                return new float[2];
              }
            });
  }

  @Test
  void incompleteStateIsFound() {
    assertBreaks(
        Rule.RESTORE_CONTINUES_IDENTICALLY,
        "instance=same, restoredAt=0",
        () ->
            new Drift() {
              private double momentum;

              @Override
              public float[] reset(RandomGenerator random) {
                momentum = 0;
                return super.reset(random);
              }

              @Override
              public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
                momentum = 0.5 * momentum + 0.01;
                place *= 1 - momentum;
                return super.step(action, random, outcome);
              }
            });
  }

  @Test
  void factoryThatContradictsItsSpecIsFound() {
    assertThat(EnvironmentKit.check(new EnvironmentRegistration(spec(false), Drift::new)))
        .extracting(Violation::rule)
        .containsExactly(Rule.INSTANCES_ARE_MADE);
  }

  private static void assertBreaks(Rule rule, String detail, Supplier<Environment> factory) {
    assertThat(violations(factory))
        .filteredOn(violation -> violation.rule() == rule)
        .singleElement()
        .extracting(Violation::detail)
        .asString()
        .contains(detail);
  }

  private static List<Violation> violations(Supplier<Environment> factory) {
    return EnvironmentKit.check(new EnvironmentRegistration(Drift.SPEC, factory));
  }

  private static EnvironmentSpec spec(boolean restorable) {
    return new EnvironmentSpec(
        "Drift-v0",
        Drift.SPACE,
        Drift.SPEC.actionSpace(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        restorable);
  }

  private static Environment hiding(Drift drift) {
    return new Environment() {
      @Override
      public float[] reset(RandomGenerator random) {
        return drift.reset(random);
      }

      @Override
      public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
        return drift.step(action, random, outcome);
      }
    };
  }
}

package io.belay.worker.rollout;

import static io.belay.worker.rollout.Script.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What an environment does wrong is told once, with where it happened, and nothing malformed is
 * handed over.
 */
class EnvironmentFailureTest {

  @Test
  void throwingStepIsTold() {
    assertFails(
        () -> failingAt(8, () -> new float[] {1 / zero()}),
        "an environment does not throw: environment=Script-v0, lane=0, iteration=1, step=2, call=step,"
            + " threw=java.lang.ArithmeticException: / by zero");
  }

  @Test
  void nanObservationIsTold() {
    assertFails(
        () -> failingAt(8, () -> new float[] {Float.NaN}),
        "an environment's observation is finite: environment=Script-v0, lane=0, iteration=1, step=2, observation[0]=NaN");
  }

  @Test
  void wrongSizeIsTold() {
    assertFails(
        () -> failingAt(8, () -> new float[3]),
        "an environment's observation has the size of its space: environment=Script-v0, lane=0, iteration=1, step=2,"
            + " observationSize=3, expected=1");
  }

  @Test
  void missingObservationIsTold() {
    assertFails(() -> failingAt(8, () -> null), "step=2, observationSize=null, expected=1");
  }

  @Test
  void rewardBeyondFloatIsTold() {
    assertFails(
        () ->
            new Script(NEVER, NEVER) {
              @Override
              public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
                float[] observation = super.step(action, random, outcome);
                outcome.set(age == 8 ? 1e300 : 0, false);
                return observation;
              }
            },
        "an environment's reward is recorded and finite as float32: environment=Script-v0, lane=0, iteration=1, step=2,"
            + " reward=1.0E300");
  }

  @Test
  void missingOutcomeIsTold() {
    assertFails(
        () ->
            new Script(NEVER, NEVER) {
              @Override
              public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
                return super.step(action, random, age == 7 ? new Outcome() : outcome);
              }
            },
        "step=2, reward=NaN");
  }

  @Test
  void lanesAreRestoredAfterAFailureBeforeTheyGoOn() {
    Runs runs = runs(() -> failingAt(3, () -> new float[0]));
    BlockSampler sampler = runs.sampler(0);
    assertThatThrownBy(() -> sampler.sample(0, runs.snapshot(0)))
        .isInstanceOf(BelayException.class);
    assertThatThrownBy(() -> sampler.sample(0, runs.snapshot(0)))
        .hasMessageContaining("restore the carries");
  }

  @Test
  void evaluationTellsTheEpisode() {
    Runs runs = runs(() -> failingAt(8, () -> new float[] {Float.POSITIVE_INFINITY}));
    assertThatThrownBy(() ->
            Evaluator.evaluate(runs.registration(), runs.policy(), runs.snapshot(0), 3, true, 1, 1))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining(
            "environment=Script-v0, evaluationEpisode=0, step=7, observation[0]=Infinity");
  }

  @Test
  void instancesAreClosedWhereAnotherCannotBeMade() {
    List<String> calls = new ArrayList<>();
    Runs runs =
        Runs.of(
            new EnvironmentRegistration(
                Script.spec(OptionalInt.empty()),
                () -> {
                  if (calls.size() == 2) {
                    throw new IllegalStateException("no licence left");
                  }
                  calls.add("made");
                  return new Script(NEVER, NEVER) {
                    @Override
                    public void close() {
                      calls.add("closed");
                    }
                  };
                }),
            Runs.sampling(3, 3, 5, Runs.OWN));
    assertThatThrownBy(() -> runs.sampler(0)).hasMessageContaining("no licence left");
    assertThat(calls).containsExactly("made", "made", "closed", "closed");
  }

  @Test
  void everyInstanceIsClosedThoughOneThrows() {
    List<String> calls = new ArrayList<>();
    Runs runs =
        Runs.of(
            new EnvironmentRegistration(
                Script.spec(OptionalInt.empty()),
                () ->
                    new Script(NEVER, NEVER) {
                      @Override
                      public void close() {
                        calls.add("closed");
                        throw new IllegalStateException("simulator is gone");
                      }
                    }),
            Runs.sampling(2, 2, 5, Runs.OWN));
    assertThatThrownBy(() -> runs.sampler(0).close()).hasMessageContaining("simulator is gone");
    assertThat(calls).hasSize(2);
  }

  /** Samples two fragments of five steps; the eighth step of the lane is step 2 of iteration 1. */
  private static void assertFails(Supplier<Environment> factory, String message) {
    Runs runs = runs(factory);
    BlockSampler sampler = runs.sampler(0);
    sampler.sample(0, runs.snapshot(0));
    assertThatThrownBy(() -> sampler.sample(1, runs.snapshot(0)))
        .isInstanceOfSatisfying(
            BelayException.class,
            e -> assertThat(e.category()).isEqualTo(ErrorCategory.INVALID_REQUEST))
        .hasMessageContaining(message)
        .hasMessageContaining("EnvironmentKit");
  }

  private static Runs runs(Supplier<Environment> factory) {
    return Runs.of(
        new EnvironmentRegistration(Script.spec(OptionalInt.empty()), factory),
        Runs.sampling(1, 1, 5, Runs.OWN));
  }

  private static Environment failingAt(int step, Supplier<float[]> observation) {
    return new Script(NEVER, NEVER) {
      @Override
      public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
        float[] usual = super.step(action, random, outcome);
        return age == step ? observation.get() : usual;
      }
    };
  }

  private static int zero() {
    return 0;
  }
}

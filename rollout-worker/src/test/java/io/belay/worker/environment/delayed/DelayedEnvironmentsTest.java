package io.belay.worker.environment.delayed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.worker.environment.EnumerableEnvironment;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.EnvironmentFamily;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import io.belay.worker.environment.Outcome;
import io.belay.worker.environment.RestorableEnvironment;
import io.belay.worker.environment.kit.EnvironmentKit;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A delayed environment is the other one, later. */
class DelayedEnvironmentsTest {
  private final EnvironmentRegistry registry = EnvironmentRegistry.discover();

  @ParameterizedTest
  @ValueSource(strings = {"CartPole-v1", "Pendulum-v1", "chain:3"})
  void itConformsAsTheOtherOneDoes(String id) {
    assertThat(EnvironmentKit.check(registry.lookup("delayed:10us:" + id))).isEmpty();
  }

  @Test
  void itLooksLikeTheOtherOneUnderItsOwnId() {
    EnvironmentRegistration delayed = registry.lookup("delayed:1ms:CartPole-v1");
    EnvironmentRegistration other = registry.lookup("CartPole-v1");

    assertThat(delayed.spec())
        .usingRecursiveComparison()
        .ignoringFields("id")
        .isEqualTo(other.spec());
    assertThat(delayed.spec().id()).isEqualTo("delayed:1ms:CartPole-v1");
    assertThat(registry.families()).extracting(EnvironmentFamily::form).contains("delayed:TIME:ID");
  }

  @Test
  void everyObservationRewardAndStateIsThatOfTheOtherOne() {
    RestorableEnvironment delayed = restorable("delayed:10us:CartPole-v1");
    RestorableEnvironment other = restorable("CartPole-v1");
    SplittableRandom chance = new SplittableRandom(7);
    SplittableRandom same = new SplittableRandom(7);
    Outcome outcome = new Outcome();
    Outcome expected = new Outcome();

    assertThat(delayed.reset(chance)).isEqualTo(other.reset(same));
    for (int t = 0; t < 8; t++) {
      float[] action = {t % 2};
      outcome.clear();
      expected.clear();
      assertThat(delayed.step(action, chance, outcome))
          .isEqualTo(other.step(action, same, expected));
      assertThat(outcome).usingRecursiveComparison().isEqualTo(expected);
    }
    double[] state = new double[delayed.stateSize()];
    delayed.saveState(state, 0);
    assertThat(other.restoreState(state, 0)).isEqualTo(delayed.restoreState(state, 0));
  }

  @Test
  void itListsStatesWhereTheOtherOneDoesAndSavesNoneWhereTheOtherOneCannot() {
    assertThat(registry.lookup("delayed:1ms:chain:3").create())
        .isInstanceOfSatisfying(
            EnumerableEnvironment.class, chain -> assertThat(chain.startStates()).isNotEmpty());
    assertThat(DelayedEnvironment.of(new Forgetful(), Duration.ofMillis(1)))
        .isNotInstanceOf(RestorableEnvironment.class);
  }

  /** Real time: 50 steps of 2 ms are 100 ms, however late each waking is. */
  @Test
  void stepsTakeTheirTime() {
    RestorableEnvironment slow = restorable("delayed:2ms:Pendulum-v1");
    SplittableRandom chance = new SplittableRandom(1);
    Outcome outcome = new Outcome();
    slow.reset(chance);
    float[] action = {0};

    long begun = System.nanoTime();
    for (int t = 0; t < 50; t++) {
      slow.step(action, chance, outcome);
    }
    long took = System.nanoTime() - begun;

    // Not less than 49, since one step may be made good; no bound above on a machine with other
    // work.
    assertThat(took).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(98));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delayed:CartPole-v1",
        "delayed:1:CartPole-v1",
        "delayed:-1ms:CartPole-v1",
        "delayed:9us:CartPole-v1",
        "delayed:61s:CartPole-v1",
        "delayed:1ms:delayed:1ms:CartPole-v1"
      })
  void wrongArgumentsAreRefusedWithTheForm(String id) {
    assertThatThrownBy(() -> registry.lookup(id))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("environment=" + id)
        .hasMessageContaining("delayed:");
  }

  @Test
  void anUnknownEnvironmentIsRefusedByItsOwnName() {
    assertThatThrownBy(() -> registry.lookup("delayed:1ms:cartpole-v1"))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("environment=cartpole-v1; did you mean CartPole-v1?");
  }

  private RestorableEnvironment restorable(String id) {
    return (RestorableEnvironment) registry.lookup(id).create();
  }

  /** Cannot save its state. */
  private static final class Forgetful implements Environment {
    @Override
    public float[] reset(RandomGenerator random) {
      return new float[1];
    }

    @Override
    public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
      outcome.set(0, false);
      return new float[1];
    }
  }
}

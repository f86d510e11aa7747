package io.belay.worker.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentRegistryTest {

  @Test
  void classicTasksAreFoundInOrderOfTheirIds() {
    assertThat(EnvironmentRegistry.discover().all())
        .extracting(registration -> registration.spec().id())
        .containsSubsequence(
            "Acrobot-v1",
            "CartPole-v1",
            "MountainCar-v0",
            "MountainCarContinuous-v0",
            "Pendulum-v1")
        .isSorted();
  }

  @Test
  void providerThatCannotBeLoadedIsNamedWithWhereToLook(@TempDir Path directory) throws Exception {
    String service = EnvironmentProvider.class.getName();
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve(service), "nowhere.CorridorProvider");
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    try (URLClassLoader broken = new URLClassLoader(new URL[] {directory.toUri().toURL()}, usual)) {
      thread.setContextClassLoader(broken);

      assertThatThrownBy(EnvironmentRegistry::discover)
          .isInstanceOfSatisfying(
              BelayException.class,
              e -> assertThat(e.category()).isEqualTo(ErrorCategory.INVALID_REQUEST))
          .hasMessageContaining("nowhere.CorridorProvider")
          .hasMessageContaining("META-INF/services/" + service);
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  @Test
  void unknownIdIsRefusedWithTheNearestAndTheKnownOnes() {
    EnvironmentRegistry registry = EnvironmentRegistry.discover();
    assertThatThrownBy(() -> registry.lookup("cartpole-v1"))
        .isInstanceOfSatisfying(
            BelayException.class,
            e -> assertThat(e.category()).isEqualTo(ErrorCategory.INVALID_REQUEST))
        .hasMessageContaining("environment=cartpole-v1")
        .hasMessageContaining("did you mean CartPole-v1?")
        .hasMessageContaining("MountainCar-v0, MountainCarContinuous-v0, Pendulum-v1");
    assertThatThrownBy(() -> registry.lookup("Humanoid-v5"))
        .message()
        .doesNotContain("did you mean");
  }

  @Test
  void idWithArgumentsIsResolvedOnceAndListedWhereItIsAskedFor() {
    EnvironmentRegistry registry = EnvironmentRegistry.discover();
    EnvironmentRegistration chain = registry.lookup("chain:20");

    assertThat(chain.spec().id()).isEqualTo("chain:20");
    assertThat(registry.lookup("chain:20")).isSameAs(chain);
    assertThat(registry.all()).doesNotContain(chain);

    EnvironmentRegistry more = registry.with(List.of("chain:20", "CartPole-v1"));
    assertThat(more.all()).contains(chain).hasSize(registry.all().size() + 1);
    assertThat(more.lookup("chain:20")).isSameAs(chain);
  }

  @Test
  void wrongArgumentsAreToldByTheFamilyAndUnknownIdsListTheFamilies() {
    EnvironmentRegistry registry = EnvironmentRegistry.discover();
    assertThat(registry.families())
        .extracting(EnvironmentFamily::form)
        .contains("chain:H", "mdp:FILE");
    assertThatThrownBy(() -> registry.lookup("chain:long"))
        .hasMessageContaining("chain:H: id=chain:long");
    assertThatThrownBy(() -> registry.with(List.of("mdp:absent.json")))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("file=absent.json");
    assertThatThrownBy(() -> registry.lookup("chian:20"))
        .hasMessageContaining("no such environment: environment=chian:20")
        .hasMessageContaining("chain:H");
  }

  @Test
  void sameIdTwiceIsRefused() {
    EnvironmentRegistration one = registration(true, Frozen::new);
    assertThatThrownBy(() -> EnvironmentRegistry.of(List.of(one, one)))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("environment=Frozen-v0");
  }

  @Test
  void registrationMustNotContradictItsEnvironment() {
    assertThatThrownBy(registration(false, Frozen::new)::create)
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("environment=Frozen-v0, restorable=false");
  }

  @Test
  void throwingFactoryIsNamed() {
    Supplier<Environment> broken =
        () -> {
          throw new IllegalStateException("no display");
        };
    assertThatThrownBy(registration(true, broken)::create)
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("environment=Frozen-v0")
        .hasMessageContaining("no display")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void editDistanceCountsInsertionsDeletionsAndReplacements() {
    assertThat(EditDistance.ignoringCase("kitten", "SITTING")).isEqualTo(3);
    assertThat(EditDistance.ignoringCase("", "abc")).isEqualTo(3);
    assertThat(EditDistance.ignoringCase("abc", "")).isEqualTo(3);
  }

  private static EnvironmentRegistration registration(
      boolean restorable, Supplier<Environment> factory) {
    return new EnvironmentRegistration(
        new EnvironmentSpec(
            "Frozen-v0",
            Box.symmetric(1f),
            new Discrete(1),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            restorable),
        factory);
  }

  /** Never moves and can be restored. */
  private static final class Frozen implements RestorableEnvironment {
    private final float[] observation = new float[1];

    @Override
    public float[] reset(RandomGenerator random) {
      return observation;
    }

    @Override
    public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
      outcome.set(0, false);
      return observation;
    }

    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public void saveState(double[] state, int offset) {
      state[offset] = 0;
    }

    @Override
    public float[] restoreState(double[] state, int offset) {
      return observation;
    }
  }
}

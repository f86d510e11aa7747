package io.belay.worker.environment.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import io.belay.worker.environment.Outcome;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replays episodes recorded from Gymnasium 1.3.0: states within 1e-9, observations and rewards
 * within 1e-6, flags exactly.
 */
class GymnasiumConformanceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Acrobot-v1",
        "CartPole-v1",
        "MountainCar-v0",
        "MountainCarContinuous-v0",
        "Pendulum-v1"
      })
  void everyRecordedStepComesOutTheSame(String id) {
    Config recorded = ConfigFactory.parseResources("gymnasium/" + id + ".json");
    EnvironmentRegistration registration = EnvironmentRegistry.discover().lookup(id);
    EnvironmentSpec spec = registration.spec();
    assertThat(spec.maxEpisodeSteps()).hasValue(recorded.getInt("maxEpisodeSteps"));
    assertThat(spec.rewardThreshold())
        .isEqualTo(
            recorded.getIsNull("rewardThreshold")
                ? OptionalDouble.empty()
                : OptionalDouble.of(recorded.getDouble("rewardThreshold")));

    RestorableEnvironment environment = (RestorableEnvironment) registration.create();
    List<? extends Config> episodes = recorded.getConfigList("episodes");
    assertThat(episodes).isNotEmpty();
    for (Config episode : episodes) {
      replay(environment, spec.maxEpisodeSteps().getAsInt(), episode);
    }
  }

  private static void replay(
      RestorableEnvironment environment, int maxEpisodeSteps, Config episode) {
    double[] initial = doubles(episode.getDoubleList("initialState"));
    assertThat(environment.stateSize()).isEqualTo(initial.length);
    assertObservation(
        environment.restoreState(initial, 0), episode.getDoubleList("initialObservation"), -1);

    Outcome outcome = new Outcome();
    double[] state = new double[initial.length];
    int elapsed = 0;
    for (Config step : episode.getConfigList("steps")) {
      outcome.clear();
      float[] observation =
          environment.step(action(step), GymnasiumConformanceTest::noChance, outcome);
      elapsed++;
      environment.saveState(state, 0);
      assertThat(state)
          .as("state after step %d", elapsed)
          .containsExactly(doubles(step.getDoubleList("state")), within(1e-9));
      assertObservation(observation, step.getDoubleList("observation"), elapsed);
      assertThat(outcome.reward())
          .as("reward of step %d", elapsed)
          .isCloseTo(step.getDouble("reward"), within(1e-6));
      assertThat(outcome.terminated())
          .as("step %d", elapsed)
          .isEqualTo(step.getBoolean("terminated"));
      assertThat(outcome.truncated() || elapsed >= maxEpisodeSteps)
          .as("step %d", elapsed)
          .isEqualTo(step.getBoolean("truncated"));
    }
  }

  private static void assertObservation(float[] observation, List<Double> expected, int step) {
    float[] floats = new float[expected.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = expected.get(i).floatValue();
    }
    assertThat(observation)
        .as("observation of step %d", step)
        .containsExactly(floats, within(1e-6f));
  }

  private static float[] action(Config step) {
    return step.getValue("action").unwrapped() instanceof Number index
        ? new float[] {index.floatValue()}
        : new float[] {step.getDoubleList("action").getFirst().floatValue()};
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static long noChance() {
    throw new AssertionError("the classic tasks' dynamics are deterministic");
  }
}

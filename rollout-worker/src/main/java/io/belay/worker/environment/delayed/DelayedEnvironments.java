package io.belay.worker.environment.delayed;

import io.belay.error.BelayException;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.EnvironmentFamily;
import io.belay.worker.environment.EnvironmentProvider;
import io.belay.worker.environment.EnvironmentRegistration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Offers every other environment with slower steps: {@code delayed:1ms:CartPole-v1}. */
public final class DelayedEnvironments implements EnvironmentProvider {
  private static final String PREFIX = "delayed:";

  @Override
  public List<EnvironmentRegistration> registrations() {
    return List.of();
  }

  @Override
  public List<EnvironmentFamily> families() {
    return List.of(
        new EnvironmentFamily(
            PREFIX + "TIME:ID", "the environment ID with steps that take TIME each, such as 1ms"));
  }

  @Override
  public Optional<EnvironmentRegistration> resolve(
      String id, Function<String, EnvironmentRegistration> others) {
    if (!id.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String[] arguments = id.substring(PREFIX.length()).split(":", 2);
    if (arguments.length < 2 || arguments[1].startsWith(PREFIX)) {
      throw BelayException.invalid(
          "a delayed environment names the time of a step and another environment that is not delayed itself, delayed:TIME:ID: environment="
              + id);
    }
    Duration stepTime = StepTime.parse(arguments[0], id);
    EnvironmentRegistration inner = others.apply(arguments[1]);
    EnvironmentSpec spec = inner.spec();
    return Optional.of(
        new EnvironmentRegistration(
            new EnvironmentSpec(
                id,
                spec.observationSpace(),
                spec.actionSpace(),
                spec.maxEpisodeSteps(),
                spec.rewardThreshold(),
                spec.restorable()),
            () -> DelayedEnvironment.of(inner.create(), stepTime)));
  }
}

package io.belay.worker.environment;

import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Offers the corridor with a time limit of 100 steps; solved from a mean return of 0.9. */
public final class CorridorProvider implements EnvironmentProvider {
  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "Corridor-v0",
          new Discrete(8),
          new Discrete(2),
          OptionalInt.of(100),
          OptionalDouble.of(0.9),
          true);

  @Override
  public List<EnvironmentRegistration> registrations() {
    return List.of(new EnvironmentRegistration(SPEC, Corridor::new));
  }
}

package io.belay.worker.environment;

import io.belay.error.BelayException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The environments of this process by id. Immutable. */
public final class EnvironmentRegistry {
  private final TreeMap<String, EnvironmentRegistration> registrations = new TreeMap<>();

  private EnvironmentRegistry(Collection<EnvironmentRegistration> offered) {
    for (EnvironmentRegistration registration : offered) {
      String id = registration.spec().id();
      if (registrations.putIfAbsent(id, registration) != null) {
        throw BelayException.invalid(
            "an environment id is offered once: environment="
                + id
                + "; rename one or take its jar off the class path");
      }
    }
  }

  /**
   * The environments of every {@link EnvironmentProvider} that {@link ServiceLoader} finds on the
   * class path.
   *
   * @throws BelayException INVALID_REQUEST if two share an id
   */
  public static EnvironmentRegistry discover() {
    List<EnvironmentRegistration> offered = new ArrayList<>();
    for (EnvironmentProvider provider : ServiceLoader.load(EnvironmentProvider.class)) {
      offered.addAll(provider.registrations());
    }
    return of(offered);
  }

  /**
   * Exactly these environments.
   *
   * @throws BelayException INVALID_REQUEST if two share an id
   */
  public static EnvironmentRegistry of(Collection<EnvironmentRegistration> registrations) {
    return new EnvironmentRegistry(registrations);
  }

  /** All environments in ascending order of id. */
  public List<EnvironmentRegistration> all() {
    return List.copyOf(registrations.values());
  }

  /**
   * The environment with this id.
   *
   * @throws BelayException INVALID_REQUEST if there is none; the message lists the known ones
   */
  public EnvironmentRegistration lookup(String id) {
    EnvironmentRegistration registration = registrations.get(id);
    if (registration == null) {
      throw BelayException.invalid(
          "no such environment: environment=%s%s; known: %s"
              .formatted(
                  id,
                  nearest(id).map("; did you mean %s?"::formatted).orElse(""),
                  String.join(", ", registrations.keySet())));
    }
    return registration;
  }

  private Optional<String> nearest(String id) {
    int tolerance = Math.max(2, id.length() / 3);
    return registrations.keySet().stream()
        .filter(known -> EditDistance.ignoringCase(id, known) <= tolerance)
        .min((a, b) ->
            Integer.compare(EditDistance.ignoringCase(id, a), EditDistance.ignoringCase(id, b)));
  }
}

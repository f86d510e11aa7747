package io.belay.worker.environment;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environments of this process by id.
 *
 * <p>Those with a fixed id are registered; one of a family, such as {@code chain:20}, is made when
 * it is first looked up and kept, so that all of a process see the same. {@link #all} lists it only
 * once it is registered by {@link #with}. Thread-safe.
 */
public final class EnvironmentRegistry {
  private final TreeMap<String, EnvironmentRegistration> registrations = new TreeMap<>();

  /** Guarded by itself; shared with the registries that were made of this one. */
  private final Map<String, EnvironmentRegistration> resolved;

  private final List<EnvironmentProvider> providers;

  private EnvironmentRegistry(
      Collection<EnvironmentRegistration> offered,
      List<EnvironmentProvider> providers,
      Map<String, EnvironmentRegistration> resolved) {
    this.providers = providers;
    this.resolved = resolved;
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
   * @throws BelayException INVALID_REQUEST if two share an id, or one cannot be loaded
   */
  public static EnvironmentRegistry discover() {
    List<EnvironmentProvider> providers = new ArrayList<>();
    List<EnvironmentRegistration> offered = new ArrayList<>();
    try {
      for (EnvironmentProvider provider : ServiceLoader.load(EnvironmentProvider.class)) {
        providers.add(provider);
        offered.addAll(provider.registrations());
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new BelayException(
          ErrorCategory.INVALID_REQUEST,
          "every environment provider on the class path can be loaded: %s; correct META-INF/services/%s and the jar or directory that it is in (BELAY_CLASSPATH)"
              .formatted(reason(e), EnvironmentProvider.class.getName()),
          e);
    }
    return new EnvironmentRegistry(offered, List.copyOf(providers), new HashMap<>());
  }

  private static String reason(Error failure) {
    if (!(failure instanceof ServiceConfigurationError)) {
      return failure.toString();
    }
    Throwable cause = failure.getCause();
    return failure.getMessage() + (cause == null ? "" : ": " + cause);
  }

  /**
   * Exactly these environments.
   *
   * @throws BelayException INVALID_REQUEST if two share an id
   */
  public static EnvironmentRegistry of(Collection<EnvironmentRegistration> registrations) {
    return new EnvironmentRegistry(registrations, List.of(), new HashMap<>());
  }

  /**
   * These and further environments, registered under the ids by which they are looked up.
   *
   * @param ids those that are registered already stay as they are
   * @throws BelayException INVALID_REQUEST as {@link #lookup}
   */
  public EnvironmentRegistry with(Collection<String> ids) {
    TreeMap<String, EnvironmentRegistration> all = new TreeMap<>(registrations);
    ids.forEach(id -> all.put(id, lookup(id)));
    return new EnvironmentRegistry(all.values(), providers, resolved);
  }

  /** All registered environments in ascending order of id. */
  public List<EnvironmentRegistration> all() {
    return List.copyOf(registrations.values());
  }

  /** The families of environments beside them, provider by provider. */
  public List<EnvironmentFamily> families() {
    return providers.stream().flatMap(provider -> provider.families().stream()).toList();
  }

  /**
   * The environment with this id.
   *
   * @throws BelayException INVALID_REQUEST if there is none, the message then lists the known ones,
   *     or if the id is of a family and its arguments are wrong
   */
  public EnvironmentRegistration lookup(String id) {
    EnvironmentRegistration registration = registrations.get(id);
    return registration != null ? registration : member(id);
  }

  /** One of a family, which may look up others in turn. */
  private EnvironmentRegistration member(String id) {
    synchronized (resolved) {
      EnvironmentRegistration known = resolved.get(id);
      if (known == null) {
        known = resolve(id);
        resolved.put(id, known);
      }
      return known;
    }
  }

  private EnvironmentRegistration resolve(String id) {
    return providers.stream()
        .flatMap(provider -> provider.resolve(id, this::lookup).stream())
        .findFirst()
        .orElseThrow(() ->
            BelayException.invalid(
                "no such environment: environment=%s%s; known: %s"
                    .formatted(
                        id, nearest(id).map("; did you mean %s?"::formatted).orElse(""), known())));
  }

  private String known() {
    return Stream.concat(
            registrations.keySet().stream(), families().stream().map(EnvironmentFamily::form))
        .collect(Collectors.joining(", "));
  }

  private Optional<String> nearest(String id) {
    int tolerance = Math.max(2, id.length() / 3);
    return registrations.keySet().stream()
        .filter(known -> EditDistance.ignoringCase(id, known) <= tolerance)
        .min((a, b) ->
            Integer.compare(EditDistance.ignoringCase(id, a), EditDistance.ignoringCase(id, b)));
  }
}

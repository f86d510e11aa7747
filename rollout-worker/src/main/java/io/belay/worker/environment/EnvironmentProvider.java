package io.belay.worker.environment;

import java.util.List;

/**
 * A source of environments, found by {@link java.util.ServiceLoader}: a public class with a public
 * constructor without parameters, named in {@code
 * META-INF/services/io.belay.worker.environment.EnvironmentProvider}.
 */
public interface EnvironmentProvider {

  /**
   * The environments offered, each under an id that no other provider uses. Called once a process,
   * on any thread; does not block.
   */
  List<EnvironmentRegistration> registrations();
}

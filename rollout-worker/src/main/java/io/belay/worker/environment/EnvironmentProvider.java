package io.belay.worker.environment;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

  /**
   * The families of environments that {@link #resolve} knows, for a user to read. Called at any
   * time, on any thread; does not block.
   */
  default List<EnvironmentFamily> families() {
    return List.of();
  }

  /**
   * The environment under an id with arguments, such as {@code chain:20}. Called once a registry
   * for each id that nobody has registered, on any thread; may read a file.
   *
   * @return a registration whose spec has this id; empty where the id is of no family of this
   *     provider
   * @throws io.belay.error.BelayException INVALID_REQUEST where it is, but its arguments are wrong;
   *     the message is the user's to read
   */
  default Optional<EnvironmentRegistration> resolve(String id) {
    return Optional.empty();
  }

  /**
   * The same for a family whose members are made of other environments, such as {@code
   * delayed:1ms:CartPole-v1}; called instead of {@link #resolve(String)}, which it calls unless it
   * is overridden.
   *
   * @param others finds an environment of any provider by its id, or throws as {@link
   *     EnvironmentRegistry#lookup}; to be used within this call alone
   */
  default Optional<EnvironmentRegistration> resolve(
      String id, Function<String, EnvironmentRegistration> others) {
    return resolve(id);
  }
}

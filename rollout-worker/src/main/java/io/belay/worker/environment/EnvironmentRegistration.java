package io.belay.worker.environment;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.space.EnvironmentSpec;
import java.util.function.Supplier;

/**
 * An environment that runs can name: what it looks like from outside and how an instance is made.
 *
 * @param spec id, spaces, time limit and reward threshold; {@code restorable} is true exactly where
 *     the factory makes {@link RestorableEnvironment}s
 * @param factory makes a new, independent instance at each call; called on any thread, once a lane
 *     and worker
 */
public record EnvironmentRegistration(EnvironmentSpec spec, Supplier<Environment> factory) {

  /**
   * A new instance.
   *
   * @throws BelayException INVALID_REQUEST if the factory throws or its product contradicts {@code
   *     spec.restorable()}
   */
  public Environment create() {
    Environment environment;
    try {
      environment = factory.get();
    } catch (RuntimeException | LinkageError e) {
      throw new BelayException(
          ErrorCategory.INVALID_REQUEST,
          "an environment's factory makes an instance: environment=%s, threw=%s; correct the environment"
              .formatted(spec.id(), e),
          e);
    }
    boolean restorable = environment instanceof RestorableEnvironment;
    if (restorable != spec.restorable()) {
      environment.close();
      throw BelayException.invalid(
          "a registration says restorable exactly where its environment can save its state: environment=%s, restorable=%s, class=%s"
              .formatted(spec.id(), spec.restorable(), environment.getClass().getName()));
    }
    return environment;
  }
}

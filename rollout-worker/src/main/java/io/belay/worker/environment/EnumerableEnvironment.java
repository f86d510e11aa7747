package io.belay.worker.environment;

/**
 * An environment with so few states that they can be listed, which a uniform restart distribution
 * needs.
 */
public interface EnumerableEnvironment extends RestorableEnvironment {

  /**
   * Every state from which something can still happen, once: those from which no action leads away
   * or earns anything are left out.
   *
   * @return {@code [n][stateSize]}, the same in the same order at every call on every instance; the
   *     caller's
   */
  double[][] startStates();
}

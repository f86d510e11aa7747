package io.belay.coordinator.page;

import java.util.Optional;

/**
 * Whether the process does what it is there for. Called on one of the page's threads; must not
 * wait.
 */
@FunctionalInterface
public interface Readiness {

  /** Why not, in one sentence; empty where it does. */
  Optional<String> obstacle();
}

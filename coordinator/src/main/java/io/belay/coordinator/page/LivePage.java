package io.belay.coordinator.page;

import io.belay.coordinator.page.live.LiveRun;
import java.util.Optional;

/**
 * What the page shows to people. Called on a watcher's thread, several times a second; must not
 * wait.
 */
@FunctionalInterface
public interface LivePage {

  /** The run; empty while the process stands by. */
  Optional<LiveRun> run();
}

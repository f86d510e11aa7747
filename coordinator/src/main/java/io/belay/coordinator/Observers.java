package io.belay.coordinator;

import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunListener;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/**
 * Everyone who is told a run's events. One that throws is told nothing more: it must not take the
 * run with it.
 */
final class Observers {
  private final Logger log;
  private final List<RunListener> listeners;

  Observers(Logger log, List<RunListener> listeners) {
    this.log = log;
    this.listeners = new ArrayList<>(listeners);
  }

  void tell(RunEvent event) {
    for (int i = 0; i < listeners.size(); i++) {
      try {
        listeners.get(i).onEvent(event);
      } catch (RuntimeException e) {
        log.error(
            "an observer of runs must not throw; it is told nothing more: event={}", event, e);
        listeners.remove(i--);
      }
    }
  }
}

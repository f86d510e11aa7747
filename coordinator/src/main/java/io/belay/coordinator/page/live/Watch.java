package io.belay.coordinator.page.live;

import java.util.Optional;

/**
 * One watcher's view of a run: what it has not been told yet. Used by one thread at a time.
 *
 * <p>A watcher that asks seldom is told more at a time, and nothing is kept for it meanwhile.
 */
public final class Watch {
  private final LiveRun run;
  private Mark known = Mark.NOTHING;

  public Watch(LiveRun run) {
    this.run = run;
  }

  /** Whether this is of that run's. */
  public boolean isOf(LiveRun other) {
    return run == other;
  }

  /** All that has changed, as JSON on one line; empty where nothing has. */
  public Optional<String> next() {
    if (!run.changedSince(known)) {
      return Optional.empty();
    }
    Change change = run.since(known);
    known = change.mark();
    return Optional.of(ChangeJson.write(change));
  }
}

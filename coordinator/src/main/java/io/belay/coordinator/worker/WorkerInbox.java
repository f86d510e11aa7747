package io.belay.coordinator.worker;

import io.belay.session.FromWorker;

/**
 * Where sessions put what they hear; its calls return at once.
 *
 * <p>A session delivers one message and then waits for {@link WorkerLink#handled()}, so that an
 * inbox holds at most one message of each session.
 */
public interface WorkerInbox {

  /** A message arrived; the first of a session is its registration. */
  void received(WorkerLink link, FromWorker message);

  /** The worker or the network ended the session; called at most once, nothing follows. */
  void closed(WorkerLink link, String reason);
}

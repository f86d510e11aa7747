package io.belay.coordinator.worker;

import io.belay.session.FromCoordinator;

/**
 * The coordinator's end of one worker's session.
 *
 * <p>Calls come from the coordinator's actor, return at once and never throw; after the session's
 * end they do nothing.
 */
public interface WorkerLink {

  /** Hands a message over for delivery in order; a peer that lets too many wait is cut off. */
  void send(FromCoordinator message);

  /** Says that the last message received has been dealt with, so that the next one may come. */
  void handled();

  /** Ends the session; what still waits for delivery is dropped. */
  void end(SessionEnd end, String message);
}

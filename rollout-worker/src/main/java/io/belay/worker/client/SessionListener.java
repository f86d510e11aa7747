package io.belay.worker.client;

import io.belay.error.BelayException;
import io.belay.session.FromCoordinator;

/** What a session reports. Called on transport threads; no method may block. */
public interface SessionListener {

  /** The coordinator said something. */
  void said(FromCoordinator message);

  /**
   * The session is over; called at most once, and never after {@link SessionConnection#close()}.
   */
  void lost(BelayException why);
}

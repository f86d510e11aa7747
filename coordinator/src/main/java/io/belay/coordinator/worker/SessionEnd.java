package io.belay.coordinator.worker;

/** Why the coordinator ends a session. */
public enum SessionEnd {
  /** Nothing is wrong: the worker is done. */
  COMPLETE,
  /** The registration or a message breaks a rule; the worker must change it. */
  INVALID,
  /** The worker's name belongs to a living session; another name, or the same one later. */
  NAME_IN_USE,
  /** There are as many workers as the settings allow; later. */
  TOO_MANY_WORKERS,
  /** Nothing was heard for longer than the heartbeat timeout; a living worker registers again. */
  SILENT,
  /** The worker's process has registered over another connection. */
  REPLACED,
  /** The coordinator goes; the worker tries again until there is another. */
  SHUTDOWN,
  /** The coordinator is not the active one; the worker tries another address. */
  STANDS_BY
}

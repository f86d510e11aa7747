package io.belay.coordinator.run;

/** Why leases began or ended. */
public enum LeaseCause {
  /** The run begins or was taken up again. */
  RUN_STARTED,
  /** A worker joined and takes its share. */
  WORKER_JOINED,
  /** A worker is going and hands its blocks over. */
  WORKER_DRAINING,
  /** A worker went or was lost with its blocks. */
  WORKER_GONE,
  /** A worker returned blocks. */
  LEASE_RETURNED,
  /** A block could not be sampled and is tried again. */
  BLOCK_FAILED,
  /** A block was not sampled by its deadline and goes to another worker. */
  OVERDUE,
  /** Workers' speeds differ lastingly from what their shares were planned by. */
  REBALANCED
}

package io.belay.coordinator.lease;

/**
 * The grant of a block to a worker.
 *
 * @param block number of the block, from 0
 * @param workerId the worker that samples it
 */
public record BlockLease(int block, String workerId) {}

package io.belay.worker;

import io.belay.error.BelayException;
import io.belay.wire.transport.GrpcAddress;
import io.belay.worker.client.ClientSettings;
import java.time.Duration;
import java.util.List;

/**
 * One worker's settings.
 *
 * @param workerId its name, unique among the coordinator's workers
 * @param slots blocks that it can hold at once without falling behind, at least 1
 * @param coordinators where the coordinator and those that stand by for it are, at least one; the
 *     worker goes through them until one takes it in, and the learner's address comes from there
 * @param environments ids of environments that it offers beside those with a fixed id
 * @param client deadlines and waits of its connections
 * @param samplingTimeout how long an environment may take for a block before the block counts as
 *     failed
 * @param drainTimeout how long a drain waits for the block being sampled before the worker goes
 *     anyway
 */
public record WorkerSettings(
    String workerId,
    int slots,
    List<GrpcAddress> coordinators,
    List<String> environments,
    ClientSettings client,
    Duration samplingTimeout,
    Duration drainTimeout) {

  public WorkerSettings {
    coordinators = List.copyOf(coordinators);
    environments = List.copyOf(environments);
    if (workerId.isBlank()
        || slots < 1
        || coordinators.isEmpty()
        || samplingTimeout.toMillis() < 1
        || drainTimeout.toMillis() < 1) {
      throw BelayException.invalid(
          "a worker has a name, a slot, a coordinator and time to sample and to drain: workerId=\"%s\", slots=%d, coordinators=%s, samplingTimeout=%s, drainTimeout=%s"
              .formatted(workerId, slots, coordinators, samplingTimeout, drainTimeout));
    }
  }

  /** The same worker with another limit to its drain. */
  public WorkerSettings withDrainTimeout(Duration timeout) {
    return new WorkerSettings(
        workerId, slots, coordinators, environments, client, samplingTimeout, timeout);
  }
}

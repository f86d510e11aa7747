package io.belay.session;

import io.belay.error.BelayException;
import io.belay.space.EnvironmentSpec;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a worker tells its coordinator. The first message of a session is a {@link Register} and no
 * later one is.
 */
public sealed interface FromWorker {

  /** Version of the protocol that this code speaks. */
  int PROTOCOL_VERSION = 1;

  /**
   * Who the worker is and what it offers.
   *
   * @param workerId name, unique among living sessions
   * @param protocolVersion version of the protocol that it speaks, at least 1
   * @param slots blocks that it can hold at once without falling behind, at least 1
   * @param environments environments that it can step, at least one, no id twice
   * @param instanceId the worker's process, another value for each: a registration with the name
   *     and the process of a living session replaces that session, which a cut connection left
   *     half-open
   * @param heldRunId the run whose blocks it still samples under a lease of an earlier session;
   *     empty where it samples none
   * @param heldBlocks those blocks; the new session starts without leases all the same
   */
  record Register(
      String workerId,
      int protocolVersion,
      int slots,
      List<EnvironmentSpec> environments,
      String instanceId,
      String heldRunId,
      List<Integer> heldBlocks)
      implements FromWorker {

    public Register {
      environments = List.copyOf(environments);
      heldBlocks = List.copyOf(heldBlocks);
      if (workerId.isBlank()
          || protocolVersion < 1
          || slots < 1
          || environments.isEmpty()
          || instanceId.isBlank()) {
        throw BelayException.invalid(
            "a worker has a name, a protocol version, a slot, an environment and a process: workerId=\"%s\", protocolVersion=%d, slots=%d, environments=%d, instanceId=\"%s\""
                .formatted(workerId, protocolVersion, slots, environments.size(), instanceId));
      }
      if (heldRunId.isBlank() && !heldBlocks.isEmpty()) {
        throw BelayException.invalid(
            "held blocks are a run's: heldRunId=\"\", heldBlocks=" + heldBlocks);
      }
      Set<String> ids = new HashSet<>();
      for (EnvironmentSpec environment : environments) {
        if (!ids.add(environment.id())) {
          throw BelayException.invalid(
              "a worker offers an environment once: environment=" + environment.id());
        }
      }
    }

    /** The first registration of a worker's process. */
    public static Register first(
        String workerId, int slots, List<EnvironmentSpec> environments, String instanceId) {
      return new Register(
          workerId, PROTOCOL_VERSION, slots, environments, instanceId, "", List.of());
    }

    /** The registration of the same process while it holds these blocks. */
    public Register holding(String runId, List<Integer> blocks) {
      return new Register(
          workerId, protocolVersion, slots, environments, instanceId, runId, blocks);
    }
  }

  /**
   * A sign of life; counters run from the worker's start and never fall.
   *
   * @param stepsSampled environment steps sampled, over all lanes and runs
   * @param blocksHeld blocks held now
   * @param stepsPerSecond environment steps per second since the last heartbeat, finite, not
   *     negative
   * @param idleRatio share of the time since the last heartbeat in which the sampling thread had
   *     nothing to sample, in [0, 1]
   * @param policyVersion version of the last policy received; empty before the first
   * @param blockBytesSent bytes of blocks offered to learners
   * @param policyBytesReceived bytes of policies received from learners
   * @param blocksRefused blocks that learners refused, duplicates not counted
   * @param reconnects times a stream to a learner was opened anew after a loss
   * @param laneRestarts lanes since the last heartbeat that lost their episode because their
   *     environment could not save its state
   */
  record Heartbeat(
      long stepsSampled,
      int blocksHeld,
      double stepsPerSecond,
      double idleRatio,
      OptionalLong policyVersion,
      long blockBytesSent,
      long policyBytesReceived,
      long blocksRefused,
      long reconnects,
      long laneRestarts)
      implements FromWorker {

    public Heartbeat {
      if (!(stepsPerSecond >= 0
          && stepsPerSecond <= Double.MAX_VALUE
          && idleRatio >= 0
          && idleRatio <= 1)) {
        throw BelayException.invalid(
            "a heartbeat's rate is finite and its idle ratio within [0, 1]: stepsPerSecond=%s, idleRatio=%s"
                .formatted(stepsPerSecond, idleRatio));
      }
    }
  }

  /**
   * A block could not be sampled; the worker lives on and holds the block no longer.
   *
   * @param message rule, {@code name=value} and remedy, with the environment's own words
   * @param retryable whether another attempt may succeed
   */
  record BlockFailed(String runId, int block, int iteration, String message, boolean retryable)
      implements FromWorker {}

  /** Blocks handed back, sampled for no further iteration. */
  record LeaseReturned(String runId, List<Integer> blocks) implements FromWorker {
    public LeaseReturned {
      blocks = List.copyOf(blocks);
    }
  }

  /** The worker is going: grant it nothing more. */
  record Draining(String reason) implements FromWorker {}
}

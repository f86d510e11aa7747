package io.belay.session;

import io.belay.error.BelayException;
import io.belay.space.EnvironmentSpec;
import java.time.Duration;
import java.util.List;

/**
 * What a coordinator tells a worker. The first message of a session is a {@link Registered} and no
 * later one is.
 */
public sealed interface FromCoordinator {

  /**
   * The registration is accepted; the session starts without leases.
   *
   * @param sessionId name of the session, for logs on both sides
   * @param heartbeatInterval time between two heartbeats, whole milliseconds, at least one
   */
  record Registered(String sessionId, Duration heartbeatInterval) implements FromCoordinator {
    public Registered {
      if (heartbeatInterval.toMillis() < 1 || heartbeatInterval.toMillis() > Integer.MAX_VALUE) {
        throw BelayException.invalid(
            "a heartbeat interval is between 1 ms and 24 days: heartbeatInterval="
                + heartbeatInterval);
      }
    }
  }

  /**
   * The run to work for; again, with another learner address, after the learner moved.
   *
   * @param recipe the fully resolved recipe as HOCON text
   * @param environment the run's environment, as the worker registered it
   * @param learnerAddress {@code host:port} or {@code inprocess:NAME}
   */
  record RunAssignment(
      String runId, String recipe, EnvironmentSpec environment, String learnerAddress)
      implements FromCoordinator {
    public RunAssignment {
      if (runId.isBlank() || learnerAddress.isBlank()) {
        throw BelayException.invalid(
            "an assignment names its run and the learner: runId=\"%s\", learnerAddress=\"%s\""
                .formatted(runId, learnerAddress));
      }
    }
  }

  /**
   * Standing leases, in addition to those held: sample these blocks in every iteration until told
   * otherwise.
   *
   * @param firstIteration the first iteration to sample them in; 0 means from the next policy
   *     received on
   */
  record LeaseGrant(String runId, List<Integer> blocks, int firstIteration)
      implements FromCoordinator {
    public LeaseGrant {
      blocks = List.copyOf(blocks);
    }
  }

  /** The end of leases; one not held is ignored. */
  record LeaseRevoke(String runId, List<Integer> blocks) implements FromCoordinator {
    public LeaseRevoke {
      blocks = List.copyOf(blocks);
    }
  }

  /** The run is over: forget its leases and its learner. */
  record RunEnded(String runId, String reason) implements FromCoordinator {}

  /** Hand everything back and go. */
  record Drain(String reason) implements FromCoordinator {}
}

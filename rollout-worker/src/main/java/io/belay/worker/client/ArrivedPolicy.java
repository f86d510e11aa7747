package io.belay.worker.client;

import io.belay.error.BelayException;
import io.belay.policy.IterationPolicy;
import io.belay.v1.PublishedPolicy;
import io.belay.wire.PolicyCodec;

/**
 * A policy as it came from the wire, not yet read: reading it hashes all parameters, which is work
 * for the thread that samples and not for the one that delivers.
 */
public final class ArrivedPolicy {
  private final PublishedPolicy message;
  private final String runId;

  ArrivedPolicy(PublishedPolicy message, String runId) {
    this.message = message;
    this.runId = runId;
  }

  /**
   * Reads the policy and verifies its SHA-256.
   *
   * @throws BelayException RETRYABLE where it cannot be read or is of another run; reconnect
   */
  public IterationPolicy read() {
    try {
      IterationPolicy policy = PolicyCodec.decode(message);
      if (!policy.runId().equals(runId)) {
        throw BelayException.invalid(
            "a policy is the subscribed run's: runId=%s, expected=%s"
                .formatted(policy.runId(), runId));
      }
      return policy;
    } catch (BelayException unreadable) {
      throw BelayException.retryable("a policy can be read; reconnecting", unreadable);
    }
  }

  /** Size of the message. */
  public int bytes() {
    return message.getSerializedSize();
  }
}

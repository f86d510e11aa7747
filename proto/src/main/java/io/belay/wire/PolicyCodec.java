package io.belay.wire;

import io.belay.error.BelayException;
import io.belay.policy.IterationPolicy;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicyIdentity;
import io.belay.policy.PolicySnapshot;
import io.belay.v1.PolicyUpdate;
import io.belay.v1.PublishedPolicy;
import io.belay.v1.RunEnd;

/**
 * Policies as {@code belay.v1} messages, and back.
 *
 * <p>A policy is encoded once a version and the message shared by all its receivers; decoding
 * verifies the SHA-256, so that a policy whose bytes were damaged on the way never samples a step.
 */
public final class PolicyCodec {
  private PolicyCodec() {}

  /** The update that publishes the policy. */
  public static PolicyUpdate encode(IterationPolicy policy) {
    PolicySnapshot snapshot = policy.snapshot();
    PublishedPolicy.Builder message =
        PublishedPolicy.newBuilder()
            .setRunId(policy.runId())
            .setIteration(policy.iteration())
            .setVersion(snapshot.version())
            .setIdentity(NumericBytes.of(snapshot.identity().toBytes()))
            .setParameters(NumericBytes.of(snapshot.parameters()));
    NormaliserStatistics normaliser = snapshot.normaliser();
    if (normaliser.active()) {
      message.setNormaliser(NormaliserCodec.encode(normaliser));
    }
    return PolicyUpdate.newBuilder().setPolicy(message).build();
  }

  /** The update that ends a run's policies. */
  public static PolicyUpdate encodeEnd(String runId, String reason) {
    return PolicyUpdate.newBuilder()
        .setEnd(RunEnd.newBuilder().setRunId(runId).setReason(reason))
        .build();
  }

  /**
   * The policy of a {@link PublishedPolicy}.
   *
   * @throws BelayException INVALID_REQUEST where a field breaks its rule or the SHA-256 is not that
   *     of the numbers
   */
  public static IterationPolicy decode(PublishedPolicy message) {
    String runId = FieldRules.name("policy.run_id", message.getRunId());
    int iteration = FieldRules.number("policy.iteration", message.getIteration());
    long version = FieldRules.number("policy.version", message.getVersion());
    PolicyIdentity stated = FieldRules.identity(message.getIdentity());
    float[] parameters =
        FieldRules.finite(
            "policy.parameters", NumericBytes.floats("policy.parameters", message.getParameters()));
    NormaliserStatistics normaliser =
        message.hasNormaliser()
            ? NormaliserCodec.decode(message.getNormaliser())
            : NormaliserStatistics.NONE;
    PolicyIdentity computed = PolicyIdentity.of(parameters, normaliser);
    if (!computed.equals(stated)) {
      throw BelayException.invalid(
          "a policy's SHA-256 is that of its numbers; subscribe again: version=%d, stated=%s, computed=%s"
              .formatted(version, stated, computed));
    }
    return new IterationPolicy(
        runId, iteration, new PolicySnapshot(version, parameters, normaliser, stated));
  }
}

package io.belay.policy;

import io.belay.error.BelayException;

/**
 * A published policy: what a worker samples an iteration with. Never changed after publication.
 *
 * @param version monotone number of the parameter set; version 0 is the initial one
 * @param parameters the actor's parameters in the order of its {@link ParameterLayout}; handed
 *     over, never written again
 * @param normaliser frozen observation statistics, part of the policy
 * @param identity SHA-256 of parameters and statistics; see {@link PolicyIdentity}
 */
public record PolicySnapshot(
    long version, float[] parameters, NormaliserStatistics normaliser, PolicyIdentity identity) {

  public PolicySnapshot {
    if (version < 0) {
      throw BelayException.invalid("a policy version is not negative: version=" + version);
    }
  }

  /** A snapshot whose identity is computed here. */
  public static PolicySnapshot publish(
      long version, float[] parameters, NormaliserStatistics normaliser) {
    return new PolicySnapshot(
        version, parameters, normaliser, PolicyIdentity.of(parameters, normaliser));
  }
}

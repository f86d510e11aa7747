package io.belay.wire;

import io.belay.error.BelayException;
import io.belay.v1.CarryRequest;
import io.belay.v1.PolicySubscription;

/** Rules for the requests that have no domain type of their own. */
public final class RequestRules {
  private RequestRules() {}

  /**
   * Throws {@link BelayException} INVALID_REQUEST where a field of the subscription breaks its
   * rule.
   */
  public static void check(PolicySubscription request) {
    FieldRules.name("subscription.run_id", request.getRunId());
    FieldRules.name("subscription.worker_id", request.getWorkerId());
  }

  /** Throws {@link BelayException} INVALID_REQUEST where a field of the request breaks its rule. */
  public static void check(CarryRequest request) {
    FieldRules.name("carry_request.run_id", request.getRunId());
    FieldRules.name("carry_request.worker_id", request.getWorkerId());
    FieldRules.number("carry_request.block", request.getBlock());
    FieldRules.number("carry_request.iteration", request.getIteration());
  }
}

package io.belay.wire;

import io.belay.error.BelayException;
import io.belay.v1.CarryRequest;
import io.belay.v1.CheckpointRequest;
import io.belay.v1.PolicySubscription;
import io.belay.v1.StopRunRequest;
import io.belay.v1.SubmitRunRequest;
import java.util.regex.Pattern;

/** Rules for the requests that have no domain type of their own. */
public final class RequestRules {
  /** A run's name is also that of its directory: no separator, and no beginning with a dot. */
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private static final int MAX_RECIPE_BYTES = 1 << 20;
  private static final int MAX_REASON_CHARACTERS = 1_000;

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

  /** Throws {@link BelayException} INVALID_REQUEST where a field of the request breaks its rule. */
  public static void check(CheckpointRequest request) {
    FieldRules.nameOrNothing("checkpoint_request.run_id", request.getRunId());
    FieldRules.number("checkpoint_request.iteration", request.getIteration());
  }

  /**
   * Throws {@link BelayException} INVALID_REQUEST where a field of the request breaks its rule; the
   * recipe's text is not read.
   */
  public static void check(SubmitRunRequest request) {
    runId("submit_run.run_id", request.getRunId());
    int bytes = request.getRecipeBytes().size();
    if (request.getRecipe().isBlank() || bytes > MAX_RECIPE_BYTES) {
      throw BelayException.invalid(
          "a recipe is a text of at most %d bytes, not all blank: submit_run.recipe=%d bytes; give the text of a recipe"
              .formatted(MAX_RECIPE_BYTES, bytes));
    }
    if (FieldRules.number("submit_run.workers_wanted", request.getWorkersWanted()) < 1) {
      throw BelayException.invalid(
          "a run waits for at least one worker: submit_run.workers_wanted=0; give 1 or more");
    }
  }

  /** Throws {@link BelayException} INVALID_REQUEST where a field of the request breaks its rule. */
  public static void check(StopRunRequest request) {
    runId("stop_run.run_id", request.getRunId());
    if (request.getReason().length() > MAX_REASON_CHARACTERS) {
      throw BelayException.invalid(
          "a reason is a sentence of at most %d characters: stop_run.reason=%d characters; shorten it"
              .formatted(MAX_REASON_CHARACTERS, request.getReason().length()));
    }
  }

  /** Throws {@link BelayException} INVALID_REQUEST where a value cannot be the name of a run. */
  public static void runId(String field, String value) {
    if (!RUN_ID.matcher(value).matches()) {
      throw BelayException.invalid(
          "a run's name is 1 to 128 letters, digits, '.', '_' or '-', beginning with a letter or digit: %s=\"%s\"; choose another"
              .formatted(field, value.substring(0, Math.min(value.length(), 128))));
    }
  }
}

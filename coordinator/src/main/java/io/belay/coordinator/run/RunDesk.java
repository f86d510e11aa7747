package io.belay.coordinator.run;

import java.util.concurrent.CompletionStage;

/**
 * Where runs are submitted, looked at and stopped.
 *
 * <p>Calls come from any thread and return at once. Every stage is completed within a limited time:
 * with a {@link io.belay.error.BelayException} of category {@code RETRYABLE} where no coordinator
 * answers here.
 */
public interface RunDesk {

  /** Puts a run into the book. */
  CompletionStage<SubmitReply> submit(Submission submission);

  /** Where everything stands. */
  CompletionStage<Overview> overview();

  /**
   * Ends a run after its running update with a checkpoint, or takes it from the queue.
   *
   * @param reason one sentence for people: who and why; may be empty
   */
  CompletionStage<StopReply> stop(String runId, String reason);
}

package io.belay.coordinator;

import io.belay.coordinator.CoordinatorActor.Command;
import io.belay.coordinator.CoordinatorActor.OverviewWanted;
import io.belay.coordinator.CoordinatorActor.StopRun;
import io.belay.coordinator.CoordinatorActor.SubmitRun;
import io.belay.coordinator.run.Overview;
import io.belay.coordinator.run.RunDesk;
import io.belay.coordinator.run.StopReply;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.SubmitReply;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.japi.function.Function;

/** The desk that asks the coordinator's actor. */
final class ActorDesk implements RunDesk {
  private final ActorRef<Command> coordinator;
  private final Scheduler scheduler;
  private final Duration timeout;

  ActorDesk(ActorRef<Command> coordinator, Scheduler scheduler, Duration timeout) {
    this.coordinator = coordinator;
    this.scheduler = scheduler;
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<SubmitReply> submit(Submission submission) {
    return ask(replyTo -> new SubmitRun(submission, replyTo));
  }

  @Override
  public CompletionStage<Overview> overview() {
    return ask(OverviewWanted::new);
  }

  @Override
  public CompletionStage<StopReply> stop(String runId, String reason) {
    return ask(replyTo -> new StopRun(runId, reason, replyTo));
  }

  private <T> CompletionStage<T> ask(Function<ActorRef<T>, Command> question) {
    return AskPattern.<Command, T>ask(coordinator, question, timeout, scheduler)
        .exceptionallyCompose(failure ->
            CompletableFuture.failedFuture(
                failure instanceof TimeoutException
                    ? new BelayException(
                        ErrorCategory.RETRYABLE,
                        "the coordinator answers in time; it may have gone: request-timeout="
                            + timeout,
                        failure)
                    : failure));
  }
}

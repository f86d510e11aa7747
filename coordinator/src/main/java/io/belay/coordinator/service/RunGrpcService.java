package io.belay.coordinator.service;

import io.belay.coordinator.run.Overview;
import io.belay.coordinator.run.RunDesk;
import io.belay.coordinator.run.StopReply;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.SubmitReply;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.v1.GetStatusReply;
import io.belay.v1.GetStatusRequest;
import io.belay.v1.RunServiceGrpc;
import io.belay.v1.StopRunReply;
import io.belay.v1.StopRunRequest;
import io.belay.v1.SubmitRunReply;
import io.belay.v1.SubmitRunRequest;
import io.belay.wire.StatusTable;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The gRPC service that people and programs submit, look at and stop runs with.
 *
 * <p>May be called on any thread, and never blocks; every call is answered within the request
 * timeout.
 */
public final class RunGrpcService extends RunServiceGrpc.RunServiceImplBase {
  private final RunDesk desk;
  private final RunServiceSettings settings;

  /**
   * A service.
   *
   * @param desk a process's {@link FrontDoor}, or a coordinator's own desk
   */
  public RunGrpcService(RunDesk desk, RunServiceSettings settings) {
    this.desk = desk;
    this.settings = settings;
  }

  @Override
  public void submitRun(SubmitRunRequest request, StreamObserver<SubmitRunReply> reply) {
    answer(reply, () -> desk.submit(RunMessages.submission(request)), RunGrpcService::submitted);
  }

  @Override
  public void getStatus(GetStatusRequest request, StreamObserver<GetStatusReply> reply) {
    answer(reply, desk::overview, RunGrpcService::overview);
  }

  @Override
  public void stopRun(StopRunRequest request, StreamObserver<StopRunReply> reply) {
    answer(
        reply,
        () -> desk.stop(Submission.requireName(request.getRunId()), request.getReason()),
        RunGrpcService::stopped);
  }

  private static SubmitRunReply submitted(SubmitReply reply) {
    return switch (reply) {
      case SubmitReply.Accepted accepted ->
          SubmitRunReply.newBuilder()
              .setRunId(accepted.runId())
              .setAhead(accepted.ahead())
              .setKnown(accepted.known())
              .build();
      case SubmitReply.Refused refused -> throw refusal(refused).asRuntimeException();
    };
  }

  private static Status refusal(SubmitReply.Refused refused) {
    Status status =
        switch (refused.reason()) {
          case ANOTHER_RECIPE -> Status.ALREADY_EXISTS;
          case QUEUE_FULL -> Status.RESOURCE_EXHAUSTED;
        };
    return status.withDescription(refused.message());
  }

  private static GetStatusReply overview(Overview overview) {
    return RunMessages.overview(overview);
  }

  private static StopRunReply stopped(StopReply reply) {
    return switch (reply) {
      case StopReply.Taken taken -> StopRunReply.newBuilder().setPhase(taken.phase()).build();
      case StopReply.TooEarly early ->
          throw StatusTable.toStatus(new BelayException(ErrorCategory.RETRYABLE, early.message()))
              .asRuntimeException();
      case StopReply.Unknown unknown ->
          throw Status.NOT_FOUND.withDescription(unknown.message()).asRuntimeException();
    };
  }

  private <T, R> void answer(
      StreamObserver<R> reply, Supplier<CompletionStage<T>> question, Function<T, R> encode) {
    CompletableFuture<T> asked;
    try {
      asked = question.get().toCompletableFuture();
    } catch (BelayException refused) {
      reply.onError(StatusTable.toStatus(refused).asRuntimeException());
      return;
    }
    asked
        .copy()
        .orTimeout(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(encode)
        .whenComplete((message, failure) -> {
          if (failure == null) {
            reply.onNext(message);
            reply.onCompleted();
          } else {
            reply.onError(status(failure).asRuntimeException());
          }
        });
  }

  private Status status(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof io.grpc.StatusRuntimeException refusal) {
      return refusal.getStatus();
    }
    if (cause instanceof TimeoutException) {
      return StatusTable.toStatus(
          new BelayException(
              ErrorCategory.RETRYABLE,
              "the coordinator answers in time: request-timeout=" + settings.requestTimeout()));
    }
    return StatusTable.toStatus(cause);
  }
}

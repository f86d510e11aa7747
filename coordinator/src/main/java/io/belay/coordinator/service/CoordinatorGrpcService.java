package io.belay.coordinator.service;

import io.belay.coordinator.worker.SessionEnd;
import io.belay.coordinator.worker.WorkerInbox;
import io.belay.v1.CoordinatorMessage;
import io.belay.v1.CoordinatorServiceGrpc;
import io.belay.v1.WorkerMessage;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The coordinator's gRPC service: what workers say goes to the inbox, what it answers goes back.
 *
 * <p>May be called on any thread, and never blocks; in one process it runs on the caller's thread.
 */
public final class CoordinatorGrpcService
    extends CoordinatorServiceGrpc.CoordinatorServiceImplBase {
  private final WorkerInbox inbox;
  private final SessionSettings settings;

  /**
   * A service.
   *
   * @param inbox takes what workers say, from any thread, without blocking: an actor's {@code tell}
   */
  public CoordinatorGrpcService(WorkerInbox inbox, SessionSettings settings) {
    this.inbox = inbox;
    this.settings = settings;
  }

  @Override
  public StreamObserver<WorkerMessage> session(StreamObserver<CoordinatorMessage> outbound) {
    SessionStream session =
        new SessionStream(
            (ServerCallStreamObserver<CoordinatorMessage>) outbound,
            inbox,
            settings.outboundMessages());
    // The JDK's own timer thread, so that a stream that never registers costs no thread.
    Executor later =
        CompletableFuture.delayedExecutor(
            settings.registrationTimeout().toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    later.execute(() -> {
      if (!session.registered()) {
        session.end(
            SessionEnd.SILENT,
            "a stream registers in time: registration-timeout=" + settings.registrationTimeout());
      }
    });
    return session;
  }
}

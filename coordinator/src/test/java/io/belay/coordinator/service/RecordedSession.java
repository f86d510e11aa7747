package io.belay.coordinator.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.session.FromCoordinator;
import io.belay.v1.CoordinatorMessage;
import io.belay.wire.SessionCodec;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker's end of a session that keeps what the coordinator says and how it ends. */
public abstract class RecordedSession implements StreamObserver<CoordinatorMessage> {
  private static final long LIMIT_SECONDS = 30;

  protected final BlockingQueue<CoordinatorMessage> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<Status> status = new CompletableFuture<>();

  /** The next message, waited for. */
  public final FromCoordinator next() throws InterruptedException {
    CoordinatorMessage next = heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("a message from the coordinator").isNotNull();
    return SessionCodec.decode(next);
  }

  /** How the session ended, waited for. */
  public final Status status() {
    return status.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  public final boolean open() {
    return !status.isDone();
  }

  @Override
  public final void onNext(CoordinatorMessage message) {
    heard.add(message);
  }

  @Override
  public final void onError(Throwable cause) {
    status.complete(Status.fromThrowable(cause));
  }

  @Override
  public final void onCompleted() {
    status.complete(Status.OK);
  }
}

package io.belay.coordinator.service;

import io.belay.coordinator.worker.SessionEnd;
import io.belay.coordinator.worker.WorkerInbox;
import io.belay.coordinator.worker.WorkerLink;
import io.belay.error.BelayException;
import io.belay.session.FromCoordinator;
import io.belay.session.FromWorker;
import io.belay.v1.CoordinatorMessage;
import io.belay.v1.WorkerMessage;
import io.belay.wire.SessionCodec;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One worker's session.
 *
 * <p>Flow control: one message at a time is taken from the worker, the next one when the actor has
 * dealt with it; outbound messages wait in a {@link SessionOutbox} while the worker does not read.
 */
final class SessionStream implements StreamObserver<WorkerMessage>, WorkerLink {
  private final ServerCallStreamObserver<CoordinatorMessage> stream;
  private final WorkerInbox inbox;
  private final SessionOutbox outbox;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean registered;

  SessionStream(
      ServerCallStreamObserver<CoordinatorMessage> stream,
      WorkerInbox inbox,
      int outboundMessages) {
    this.stream = stream;
    this.inbox = inbox;
    this.outbox = new SessionOutbox(stream, outboundMessages);
    stream.disableAutoRequest();
    stream.setOnReadyHandler(outbox::flush);
    stream.setOnCancelHandler(() -> closed("the connection was cut or the worker cancelled"));
    stream.request(1);
  }

  boolean registered() {
    return registered;
  }

  @Override
  public void onNext(WorkerMessage message) {
    if (over.get()) {
      return;
    }
    FromWorker said;
    try {
      said = SessionCodec.decode(message);
      requireOrder(said);
    } catch (BelayException refused) {
      String reason = String.valueOf(refused.getMessage());
      closed("the worker broke the protocol: " + reason);
      outbox.end(Status.INVALID_ARGUMENT.withDescription(reason));
      return;
    }
    inbox.received(this, said);
  }

  @Override
  public void onError(Throwable cause) {
    closed("the stream broke: " + Status.fromThrowable(cause).getCode());
  }

  @Override
  public void onCompleted() {
    closed("the worker ended its session");
    outbox.end(Status.OK);
  }

  @Override
  public void send(FromCoordinator message) {
    if (!over.get() && !outbox.offer(SessionCodec.encode(message))) {
      closed("the worker does not read what it is told");
      outbox.end(
          Status.UNAVAILABLE.withDescription("a worker reads what it is told: the queue is full"));
    }
  }

  @Override
  public void handled() {
    stream.request(1);
  }

  @Override
  public void end(SessionEnd end, String message) {
    if (over.compareAndSet(false, true)) {
      outbox.end(status(end).withDescription(message));
    }
  }

  private void closed(String reason) {
    if (over.compareAndSet(false, true)) {
      inbox.closed(this, reason);
    }
  }

  private void requireOrder(FromWorker said) {
    boolean register = said instanceof FromWorker.Register;
    if (register == registered) {
      throw BelayException.invalid(
          "a session begins with one registration: message=%s, registered=%s"
              .formatted(said.getClass().getSimpleName(), registered));
    }
    registered = true;
  }

  /** A worker tries again on all but the first two. */
  private static Status status(SessionEnd end) {
    return switch (end) {
      case COMPLETE -> Status.OK;
      case INVALID -> Status.INVALID_ARGUMENT;
      case NAME_IN_USE -> Status.ALREADY_EXISTS;
      case SILENT -> Status.DEADLINE_EXCEEDED;
      case TOO_MANY_WORKERS, REPLACED, SHUTDOWN, STANDS_BY -> Status.UNAVAILABLE;
    };
  }
}

package io.belay.worker.client;

import io.belay.error.BelayException;
import io.belay.session.FromWorker;
import io.belay.v1.CoordinatorMessage;
import io.belay.v1.CoordinatorServiceGrpc;
import io.belay.v1.WorkerMessage;
import io.belay.wire.SessionCodec;
import io.belay.wire.StatusTable;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A worker's session with the coordinator. It lives once; its methods are called by one thread at a
 * time.
 */
public final class SessionConnection {
  private final SessionListener listener;
  private final AtomicBoolean over = new AtomicBoolean();
  private final OutboundStream<WorkerMessage, CoordinatorMessage> stream;

  private SessionConnection(SessionListener listener) {
    this.listener = listener;
    this.stream = OutboundStream.unpaced(this::onMessage, () -> {}, this::onEnd);
  }

  /** Opens a session and registers. Returns at once; a failure is reported to the listener. */
  public static SessionConnection open(
      ManagedChannel channel, FromWorker.Register registration, SessionListener listener) {
    channel.resetConnectBackoff();
    SessionConnection session = new SessionConnection(listener);
    session.stream.open(() -> CoordinatorServiceGrpc.newStub(channel).session(session.stream));
    session.say(registration);
    return session;
  }

  /** Says something that must not be lost while the session lives. */
  public void say(FromWorker message) {
    if (!over.get()) {
      stream.send(SessionCodec.encode(message));
    }
  }

  /**
   * Gives a sign of life, unless the coordinator has not taken the earlier ones yet: then this one
   * is dropped, so that a coordinator that reads nothing makes no queue here.
   */
  public void beat(FromWorker.Heartbeat heartbeat) {
    if (!over.get()) {
      stream.sendIfReady(SessionCodec.encode(heartbeat));
    }
  }

  /** Ends the session; what was said before still arrives, and nothing more is reported. */
  public void close() {
    if (over.compareAndSet(false, true)) {
      stream.complete();
    }
  }

  /** Breaks the session off, as when the coordinator does not answer; nothing more is reported. */
  public void abort() {
    if (over.compareAndSet(false, true)) {
      stream.cancel("the worker gave the session up");
    }
  }

  private void onMessage(CoordinatorMessage message) {
    if (over.get()) {
      return;
    }
    try {
      listener.said(SessionCodec.decode(message));
    } catch (BelayException unreadable) {
      if (over.compareAndSet(false, true)) {
        stream.cancel("a message could not be read");
        listener.lost(
            BelayException.retryable(
                "a coordinator's message can be read; reconnecting", unreadable));
      }
    }
  }

  private void onEnd(Status status) {
    if (over.compareAndSet(false, true)) {
      listener.lost(StatusTable.toException("the session with the coordinator is over", status));
    }
  }
}

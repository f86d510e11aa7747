package io.belay.learner.broadcast;

import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One worker's subscription; sends it what is newest whenever its stream is ready. */
public final class Subscriber {
  /*
   * The learner publishes on one thread while the transport reports readiness on another, and a gRPC stream takes one
   * caller at a time. Whoever raises `wanted` from 0 does the sending; others only leave word that there is more to do
   * (the serialised drain of reactive streams). Nobody waits, so that publishing to n subscribers never blocks.
   */
  private final AtomicInteger wanted = new AtomicInteger();
  private final AtomicReference<@Nullable Status> closing = new AtomicReference<>();
  private final String runId;
  private final String workerId;
  private final PolicySink sink;
  private final PolicyBroadcast broadcast;

  /** What was newest when it subscribed. */
  private final long joinedAt;

  /** Touched only inside the drain. */
  private long sentSequence;

  /** The last edition that the stream has taken; written inside the drain. */
  private volatile long takenSequence;

  /** When it had; written before {@link #takenSequence}. */
  private long takenNanos;

  /** Touched only inside the drain. */
  private boolean closed;

  Subscriber(String runId, String workerId, PolicySink sink, PolicyBroadcast broadcast) {
    this.runId = runId;
    this.workerId = workerId;
    this.sink = sink;
    this.broadcast = broadcast;
    this.joinedAt = broadcast.newest().sequence();
  }

  /**
   * Nanoseconds that its stream took or has been taking to take an edition; −1 where the edition
   * was there before it.
   */
  long takingNanos(PolicyBroadcast.Edition edition) {
    if (edition.sequence() <= joinedAt) {
      return -1;
    }
    long until = takenSequence >= edition.sequence() ? takenNanos : broadcast.nanoTime();
    return until - edition.publishedNanos();
  }

  /** The stream may be ready for more. */
  public void ready() {
    if (wanted.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      sendNewest();
      seen = wanted.addAndGet(-seen);
    } while (seen != 0);
  }

  /** The stream is gone; nothing is sent any more. */
  public void cancel() {
    close(Status.CANCELLED);
  }

  void close(Status status) {
    closing.compareAndSet(null, status);
    ready();
  }

  private void sendNewest() {
    if (closed) {
      return;
    }
    @Nullable Status status = closing.get();
    PolicyBroadcast.Edition edition = broadcast.newest();
    if (status == null && !edition.runId().equals(runId)) {
      status =
          Status.UNAVAILABLE.withDescription(
              "the learner does not work on this run any more; wait for the coordinator's word: runId="
                  + runId);
    }
    if (status != null) {
      closeWith(status);
    } else if (edition.sequence() > sentSequence && sink.isReady()) {
      sentSequence = edition.sequence();
      sink.send(edition.update());
      broadcast.sent(edition.update());
      takenNanos = broadcast.nanoTime();
      takenSequence = edition.sequence();
      if (edition.end()) {
        closeWith(Status.OK);
      }
    }
  }

  private void closeWith(Status status) {
    closed = true;
    broadcast.forget(workerId, this);
    sink.close(status);
  }
}

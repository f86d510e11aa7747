package io.belay.coordinator.service;

import io.belay.v1.CoordinatorMessage;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to one worker, at most as many as it has room for, and the end of the
 * stream behind them.
 *
 * <p>A gRPC stream may be written to by one thread at a time, and both the actor and gRPC want to.
 * Whoever comes while another writes leaves a note and goes on, so nobody waits and nothing is
 * locked while foreign code runs.
 */
final class SessionOutbox {
  private final ServerCallStreamObserver<CoordinatorMessage> stream;
  private final BlockingQueue<CoordinatorMessage> waiting;

  /** Notes left since the present writer last looked; 0 where nobody writes. */
  private final AtomicInteger notes = new AtomicInteger();

  private volatile @Nullable Status end;

  /** Whether the stream has been ended; the present writer's. */
  private boolean ended;

  SessionOutbox(ServerCallStreamObserver<CoordinatorMessage> stream, int capacity) {
    this.stream = stream;
    this.waiting = new ArrayBlockingQueue<>(capacity);
  }

  /** Queues a message; false where there is no room. */
  boolean offer(CoordinatorMessage message) {
    boolean room = waiting.offer(message);
    flush();
    return room;
  }

  /**
   * Ends the stream: at once with an error, dropping what waits; behind what the worker can still
   * take where all is well.
   */
  void end(Status status) {
    if (end == null) {
      end = status;
    }
    flush();
  }

  /** Writes what the worker has room for. */
  void flush() {
    if (notes.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      write();
      seen = notes.addAndGet(-seen);
    } while (seen > 0);
  }

  private void write() {
    if (ended) {
      return;
    }
    Status status = end;
    if (status == null || status.isOk()) {
      drain();
    }
    if (status != null) {
      ended = true;
      waiting.clear();
      if (status.isOk()) {
        stream.onCompleted();
      } else {
        stream.onError(status.asRuntimeException());
      }
    }
  }

  private void drain() {
    while (stream.isReady()) {
      CoordinatorMessage next = waiting.poll();
      if (next == null) {
        return;
      }
      stream.onNext(next);
    }
  }
}

package io.belay.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.session.FromCoordinator;
import io.belay.session.FromWorker;
import io.belay.v1.CoordinatorMessage;
import io.belay.v1.CoordinatorServiceGrpc;
import io.belay.v1.WorkerMessage;
import io.belay.wire.SessionCodec;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator that accepts every registration, says what the test tells it to and keeps what it
 * hears.
 */
final class FakeCoordinator extends CoordinatorServiceGrpc.CoordinatorServiceImplBase {
  final BlockingQueue<FromWorker> heard = new LinkedBlockingQueue<>();
  final BlockingQueue<FromWorker.Heartbeat> heartbeats = new LinkedBlockingQueue<>();
  final BlockingQueue<Status> ended = new LinkedBlockingQueue<>();
  volatile @Nullable Status refusal;
  volatile boolean silent;
  private @Nullable StreamObserver<CoordinatorMessage> session;
  private int sessions;

  @Override
  public synchronized StreamObserver<WorkerMessage> session(
      StreamObserver<CoordinatorMessage> out) {
    session = out;
    sessions++;
    return new StreamObserver<>() {
      @Override
      public void onNext(WorkerMessage message) {
        hear(SessionCodec.decode(message), out);
      }

      @Override
      public void onError(Throwable failure) {
        ended.add(Status.fromThrowable(failure));
      }

      @Override
      public void onCompleted() {
        ended.add(Status.OK);
        out.onCompleted();
      }
    };
  }

  private synchronized void hear(FromWorker said, StreamObserver<CoordinatorMessage> out) {
    Status refused = refusal;
    if (said instanceof FromWorker.Heartbeat heartbeat) {
      heartbeats.add(heartbeat);
      return;
    }
    heard.add(said);
    if (said instanceof FromWorker.Register && refused != null) {
      out.onError(refused.asRuntimeException());
    } else if (said instanceof FromWorker.Register && !silent) {
      say(new FromCoordinator.Registered("session-" + sessions, Duration.ofMillis(20)));
    }
  }

  synchronized void say(FromCoordinator message) {
    StreamObserver<CoordinatorMessage> open = session;
    if (open == null) {
      throw new IllegalStateException("no worker has opened a session");
    }
    open.onNext(SessionCodec.encode(message));
  }

  synchronized int sessions() {
    return sessions;
  }

  /** The next thing other than a heartbeat that the worker says, of the given kind. */
  <T extends FromWorker> T next(Class<T> kind) throws InterruptedException {
    FromWorker said = heard.poll(20, TimeUnit.SECONDS);
    assertThat(said).as("a %s within 20 s", kind.getSimpleName()).isInstanceOf(kind);
    return kind.cast(said);
  }
}

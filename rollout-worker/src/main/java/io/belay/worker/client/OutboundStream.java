package io.belay.worker.client;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of one gRPC stream: what comes in goes to a consumer, what goes out waits for
 * room.
 *
 * <p>After its end, whoever brought it about, sending is without effect. Opening, sending and
 * completing are for one thread at a time; any thread may cancel, even while another opens or
 * sends.
 */
final class OutboundStream<Q, A> implements ClientResponseObserver<Q, A> {
  private final Consumer<A> onMessage;
  private final Runnable onReady;
  private final Consumer<Status> onEnd;
  private final boolean paced;

  /**
   * What the call is made in and ends with. To cancel a call itself makes what another thread sends
   * at that moment fail; with its context cancelled it is dropped.
   */
  private final Context.CancellableContext context = Context.ROOT.withCancellation();

  /** Null only before the call starts, which is before anyone can send. */
  private volatile @Nullable ClientCallStreamObserver<Q> call;

  private volatile boolean ended;

  private OutboundStream(
      Consumer<A> onMessage, Runnable onReady, Consumer<Status> onEnd, boolean paced) {
    this.onMessage = onMessage;
    this.onReady = onReady;
    this.onEnd = onEnd;
    this.paced = paced;
  }

  /** A stream whose incoming messages are taken as they come. */
  static <Q, A> OutboundStream<Q, A> unpaced(
      Consumer<A> onMessage, Runnable onReady, Consumer<Status> onEnd) {
    return new OutboundStream<>(onMessage, onReady, onEnd, false);
  }

  /** A stream with one incoming message at first and one more for each {@link #request()}. */
  static <Q, A> OutboundStream<Q, A> paced(Consumer<A> onMessage, Consumer<Status> onEnd) {
    return new OutboundStream<>(onMessage, () -> {}, onEnd, true);
  }

  /** Makes the call, of which this is the observer. One that was cancelled before ends at once. */
  void open(Runnable call) {
    context.run(call);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<Q> starting) {
    if (paced) {
      starting.disableAutoRequestWithInitial(1);
    }
    starting.setOnReadyHandler(onReady);
    call = starting;
  }

  @Override
  public void onNext(A message) {
    onMessage.accept(message);
  }

  @Override
  public void onError(Throwable failure) {
    ended = true;
    onEnd.accept(Status.fromThrowable(failure));
  }

  @Override
  public void onCompleted() {
    ended = true;
    onEnd.accept(Status.OK.withDescription("the peer ended the stream"));
  }

  boolean sendIfReady(Q message) {
    ClientCallStreamObserver<Q> open = call;
    if (open == null || ended || !open.isReady()) {
      return false;
    }
    open.onNext(message);
    return true;
  }

  /** Sends whether there is room or not: for the few messages that must not be dropped. */
  void send(Q message) {
    ClientCallStreamObserver<Q> open = call;
    if (open != null && !ended) {
      open.onNext(message);
    }
  }

  void request() {
    ClientCallStreamObserver<Q> open = call;
    if (open != null && !ended) {
      open.request(1);
    }
  }

  void complete() {
    ClientCallStreamObserver<Q> open = call;
    if (open != null && !ended) {
      ended = true;
      open.onCompleted();
    }
  }

  void cancel(String why) {
    ended = true;
    context.cancel(Status.CANCELLED.withDescription(why).asException());
  }
}

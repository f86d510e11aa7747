package io.belay.wire.transport;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.io.InputStream;

/**
 * A service whose calls end with INVALID_ARGUMENT at the first message that is no message of its
 * method's.
 *
 * <p>Left to gRPC, such a message is an exception on the thread that reads the connection: the
 * server logs a stack trace for each, the caller is told UNKNOWN, and the service is not told at
 * all.
 */
final class ReadableRequests {
  private static final Status UNREADABLE =
      Status.INVALID_ARGUMENT.withDescription(
          "a message has the bytes of its method's request; use the client of this version");

  private ReadableRequests() {}

  /** The same service, with every method guarded. */
  static ServerServiceDefinition of(ServerServiceDefinition service) {
    ServerServiceDefinition.Builder guarded =
        ServerServiceDefinition.builder(service.getServiceDescriptor().getName());
    service.getMethods().forEach(method -> guarded.addMethod(guard(method)));
    return guarded.build();
  }

  private static <Q, R> ServerMethodDefinition<Object, R> guard(
      ServerMethodDefinition<Q, R> method) {
    MethodDescriptor<Q, R> descriptor = method.getMethodDescriptor();
    MethodDescriptor<Object, R> tolerant =
        descriptor.toBuilder(
                new Tolerant<>(descriptor.getRequestMarshaller()),
                descriptor.getResponseMarshaller())
            .build();
    return ServerMethodDefinition.create(
        tolerant,
        (call, headers) -> {
          Guarded<Q, R> guarded = new Guarded<>(descriptor, call);
          return new Reader<>(method.getServerCallHandler().startCall(guarded, headers), guarded);
        });
  }

  /** Stands for a message that could not be read. */
  private enum Unreadable {
    MESSAGE
  }

  private record Tolerant<Q>(MethodDescriptor.Marshaller<Q> strict)
      implements MethodDescriptor.Marshaller<Object> {

    @Override
    public InputStream stream(Object value) {
      throw new IllegalStateException("a server writes no requests");
    }

    @Override
    public Object parse(InputStream stream) {
      try {
        return strict.parse(stream);
      } catch (RuntimeException unreadable) {
        return Unreadable.MESSAGE;
      }
    }
  }

  /** The call as the service sees it; what the service says after its end is dropped. */
  private static final class Guarded<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final MethodDescriptor<Q, R> method;
    private boolean closed;

    // A call takes nothing of its request's type, so the one of any object serves as well.
    @SuppressWarnings("unchecked")
    Guarded(MethodDescriptor<Q, R> method, ServerCall<Object, R> call) {
      super((ServerCall<Q, R>) (ServerCall<?, R>) call);
      this.method = method;
    }

    @Override
    public MethodDescriptor<Q, R> getMethodDescriptor() {
      return method;
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
      if (!closed) {
        super.sendHeaders(headers);
      }
    }

    @Override
    public synchronized void sendMessage(R message) {
      if (!closed) {
        super.sendMessage(message);
      }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
      if (!closed) {
        closed = true;
        super.close(status, trailers);
      }
    }
  }

  /**
   * Hands readable messages on; the first other one ends the call, for the service as cancelled.
   */
  private static final class Reader<Q, R> extends ServerCall.Listener<Object> {
    private final ServerCall.Listener<Q> service;
    private final Guarded<Q, R> call;
    private boolean over;

    Reader(ServerCall.Listener<Q> service, Guarded<Q, R> call) {
      this.service = service;
      this.call = call;
    }

    // What is not unreadable was parsed by the method's own marshaller.
    @SuppressWarnings("unchecked")
    @Override
    public void onMessage(Object message) {
      if (over) {
        return;
      }
      if (message == Unreadable.MESSAGE) {
        over = true;
        call.close(UNREADABLE, new Metadata());
        service.onCancel();
      } else {
        service.onMessage((Q) message);
      }
    }

    @Override
    public void onHalfClose() {
      if (!over) {
        service.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      if (!over) {
        service.onCancel();
      }
    }

    @Override
    public void onComplete() {
      if (!over) {
        service.onComplete();
      }
    }

    @Override
    public void onReady() {
      if (!over) {
        service.onReady();
      }
    }
  }
}

package io.belay.learner.ingest;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.IntConsumer;

/** The yardstick: bytes up a gRPC stream, a short answer to each, the same window, no meaning. */
final class PlainStream {
  static final MethodDescriptor<byte[], byte[]> OFFER = method("Offer", MethodType.BIDI_STREAMING);

  /** Tells the server that a subscriber has received something. */
  static final MethodDescriptor<byte[], byte[]> RECEIVED = method("Received", MethodType.UNARY);

  private static final int WINDOW = 16;
  private static final byte[] RECEIPT = new byte[16];

  private PlainStream() {}

  /**
   * The service.
   *
   * @param taken is told the size of every message
   * @param received is told of every call of {@link #RECEIVED}
   */
  static ServerServiceDefinition service(IntConsumer taken, Runnable received) {
    return ServerServiceDefinition.builder("belay.yardstick.Plain")
        .addMethod(OFFER, ServerCalls.asyncBidiStreamingCall(out -> new Taking(out, taken)))
        .addMethod(
            RECEIVED,
            ServerCalls.asyncUnaryCall((request, out) -> {
              received.run();
              out.onNext(RECEIPT);
              out.onCompleted();
            }))
        .build();
  }

  private static final class Taking implements StreamObserver<byte[]> {
    private final ServerCallStreamObserver<byte[]> out;
    private final IntConsumer taken;

    Taking(StreamObserver<byte[]> out, IntConsumer taken) {
      this.out = (ServerCallStreamObserver<byte[]>) out;
      this.taken = taken;
      this.out.disableAutoRequest();
      this.out.request(WINDOW);
    }

    @Override
    public void onNext(byte[] message) {
      taken.accept(message.length);
      out.onNext(RECEIPT);
      out.request(1);
    }

    @Override
    public void onError(Throwable failure) {
      // The measurement is over.
    }

    @Override
    public void onCompleted() {
      out.onCompleted();
    }
  }

  private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
    return MethodDescriptor.<byte[], byte[]>newBuilder(Bytes.INSTANCE, Bytes.INSTANCE)
        .setType(type)
        .setFullMethodName("belay.yardstick.Plain/" + name)
        .build();
  }

  private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
    INSTANCE;

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

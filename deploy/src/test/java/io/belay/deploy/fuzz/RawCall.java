package io.belay.deploy.fuzz;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A call whose messages are bytes that may be anything. */
final class RawCall {
  private RawCall() {}

  /**
   * How a call ended.
   *
   * @param answers messages that came back
   */
  record Ending(Status status, int answers) {}

  /**
   * Sends messages, says that there are no more, and takes every answer.
   *
   * @param deadlineMillis after which the call is given up, with DEADLINE_EXCEEDED
   */
  static CompletableFuture<Ending> send(
      Channel channel, MethodDescriptor<?, ?> method, List<byte[]> messages, int deadlineMillis) {
    ClientCall<byte[], byte[]> call =
        channel.newCall(
            method.toBuilder(Bytes.INSTANCE, Bytes.INSTANCE).build(),
            CallOptions.DEFAULT.withDeadlineAfter(deadlineMillis, TimeUnit.MILLISECONDS));
    CompletableFuture<Ending> ending = new CompletableFuture<>();
    call.start(
        new ClientCall.Listener<>() {
          private int answers;

          @Override
          public void onMessage(byte[] answer) {
            answers++;
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            ending.complete(new Ending(status, answers));
          }
        },
        new Metadata());
    call.request(Integer.MAX_VALUE);
    messages.forEach(call::sendMessage);
    call.halfClose();
    return ending;
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

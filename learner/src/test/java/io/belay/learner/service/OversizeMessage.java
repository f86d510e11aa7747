package io.belay.learner.service;

import io.belay.v1.LearnerServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends one message of a stated size in zeros on the stream of offers, without ever holding more
 * than a few MiB of it: after those it waits for the server's word and breaks off.
 */
final class OversizeMessage {
  private static final int SENT_BEFORE_WAITING = 8 << 20;

  private OversizeMessage() {}

  /** The status with which the server ends the stream. */
  static Status send(Channel channel, int bytes) throws Exception {
    CompletableFuture<Status> ended = new CompletableFuture<>();
    ClientCall<InputStream, InputStream> call = channel.newCall(offers(), CallOptions.DEFAULT);
    CompletableFuture<Void> ready = new CompletableFuture<>();
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onReady() {
            ready.complete(null);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            ended.complete(status);
          }
        },
        new Metadata());
    call.request(1);
    // A message sent before the connection stands would be produced, and wait, on the connection's
    // own thread.
    ready.get(30, TimeUnit.SECONDS);
    try {
      call.sendMessage(new Zeros(bytes, ended));
    } catch (RuntimeException brokenOff) {
      call.cancel("broken off", brokenOff);
    }
    return ended.get(30, TimeUnit.SECONDS);
  }

  private static MethodDescriptor<InputStream, InputStream> offers() {
    MethodDescriptor.Marshaller<InputStream> raw =
        new MethodDescriptor.Marshaller<>() {
          @Override
          public InputStream stream(InputStream value) {
            return value;
          }

          @Override
          public InputStream parse(InputStream stream) {
            return new ByteArrayInputStream(new byte[0]);
          }
        };
    return LearnerServiceGrpc.getOfferBlocksMethod().toBuilder(raw, raw).build();
  }

  private static final class Zeros extends InputStream implements KnownLength {
    private final CompletableFuture<Status> ended;
    private int left;
    private int sent;

    Zeros(int length, CompletableFuture<Status> ended) {
      this.left = length;
      this.ended = ended;
    }

    @Override
    public int available() {
      return left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : 0;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      if (sent >= SENT_BEFORE_WAITING) {
        awaitEnd();
        throw new IOException("the server has ended the stream");
      }
      int count = Math.min(left, length);
      Arrays.fill(to, offset, offset + count, (byte) 0);
      left -= count;
      sent += count;
      return count;
    }

    private void awaitEnd() throws IOException {
      try {
        ended.get(30, TimeUnit.SECONDS);
      } catch (Exception silence) {
        throw new IOException("the server says nothing to a message above its limit", silence);
      }
    }
  }
}

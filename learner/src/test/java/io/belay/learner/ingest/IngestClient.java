package io.belay.learner.ingest;

import io.belay.v1.BlockOffer;
import io.belay.v1.LearnerServiceGrpc;
import io.belay.v1.PolicySubscription;
import io.belay.v1.PolicyUpdate;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * A process that sends or receives as it is told on its standard input: {@code belay SHAPE}, {@code
 * plain SHAPE}, {@code subscribe N}, {@code sockets N PORT BYTES}, {@code stop}. It answers each
 * with {@code ok} and ends at the end of its input.
 */
final class IngestClient {
  private final String name;
  private final GrpcTransport transport = new GrpcTransport(TransportSettings.defaults());
  private final GrpcAddress address;
  private final ManagedChannel channel;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final long[] sent = new long[StepShape.values().length];

  private IngestClient(String name, GrpcAddress address) {
    this.name = name;
    this.address = address;
    this.channel = transport.channel(address);
  }

  /** Arguments: its name and the server's address. */
  public static void main(String[] arguments) throws Exception {
    new IngestClient(arguments[0], GrpcAddress.parse(arguments[1])).obey();
    System.exit(0);
  }

  private void obey() throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "belay" -> offerBlocks(StepShape.valueOf(words[1]));
        case "plain" -> offerBytes(StepShape.valueOf(words[1]));
        case "subscribe" -> subscribe(Integer.parseInt(words[1]));
        case "sockets" ->
            readSockets(
                Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        case "stop" -> stop();
        default -> throw new IllegalArgumentException(line);
      }
      System.out.println("ok");
    }
  }

  private void stop() throws Exception {
    for (AutoCloseable stream : open) {
      stream.close();
    }
    open.clear();
  }

  private void offerBlocks(StepShape shape) {
    BlockOffer block = shape.offer(name + "-" + shape);
    open.add(
        Pump.start(
            channel,
            LearnerServiceGrpc.getOfferBlocksMethod(),
            () -> StepShape.stamped(block, sent[shape.ordinal()]++)));
  }

  private void offerBytes(StepShape shape) {
    byte[] bytes = shape.offer(name).toByteArray();
    open.add(Pump.start(channel, PlainStream.OFFER, () -> bytes));
  }

  /** Subscribers with a connection each, which tell the server of every policy they receive. */
  private void subscribe(int subscribers) {
    for (int i = 0; i < subscribers; i++) {
      ManagedChannel own = transport.channel(address);
      LearnerServiceGrpc.newStub(own)
          .subscribePolicy(
              PolicySubscription.newBuilder()
                  .setRunId(BroadcastMeasurement.RUN)
                  .setWorkerId(name + "-" + i)
                  .build(),
              new StreamObserver<>() {
                @Override
                public void onNext(PolicyUpdate update) {
                  ClientCalls.asyncUnaryCall(
                      own.newCall(PlainStream.RECEIVED, CallOptions.DEFAULT),
                      new byte[1],
                      new Nothing<>());
                }

                @Override
                public void onError(Throwable failure) {
                  throw new IllegalStateException(failure);
                }

                @Override
                public void onCompleted() {
                  // The measurement is over.
                }
              });
      open.add(own::shutdownNow);
    }
  }

  /** Sockets that answer every so many bytes with one. */
  private void readSockets(int sockets, int port, int bytes) {
    for (int i = 0; i < sockets; i++) {
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            try (Socket socket = new Socket("127.0.0.1", port)) {
              socket.setTcpNoDelay(true);
              DataInputStream in = new DataInputStream(socket.getInputStream());
              byte[] message = new byte[bytes];
              while (true) {
                in.readFully(message);
                socket.getOutputStream().write(1);
              }
            } catch (EOFException closed) {
              // The measurement is over.
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  /** Sends whenever the stream has room, until it is closed; then waits for the last answer. */
  private static final class Pump<T, R> implements ClientResponseObserver<T, R>, AutoCloseable {
    private final Supplier<T> messages;
    private final CountDownLatch over = new CountDownLatch(1);
    private ClientCallStreamObserver<T> out;
    private volatile boolean closing;
    private boolean completed;

    private Pump(Supplier<T> messages) {
      this.messages = messages;
    }

    static <T, R> Pump<T, R> start(
        ManagedChannel channel, MethodDescriptor<T, R> method, Supplier<T> messages) {
      Pump<T, R> pump = new Pump<>(messages);
      ClientCalls.asyncBidiStreamingCall(channel.newCall(method, CallOptions.DEFAULT), pump);
      return pump;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<T> requests) {
      out = requests;
      requests.setOnReadyHandler(this::send);
    }

    private synchronized void send() {
      while (!closing && out.isReady()) {
        out.onNext(messages.get());
      }
      if (closing && !completed) {
        completed = true;
        out.onCompleted();
      }
    }

    @Override
    public void onNext(R answer) {
      // Answers are counted by the server.
    }

    @Override
    public void onError(Throwable failure) {
      over.countDown();
      throw new IllegalStateException(failure);
    }

    @Override
    public void onCompleted() {
      over.countDown();
    }

    @Override
    public void close() throws InterruptedException {
      closing = true;
      send();
      over.await();
    }
  }

  private static final class Nothing<T> implements StreamObserver<T> {
    @Override
    public void onNext(T value) {
      // An acknowledgement says nothing.
    }

    @Override
    public void onError(Throwable failure) {
      throw new IllegalStateException(failure);
    }

    @Override
    public void onCompleted() {
      // Nothing is left to do.
    }
  }
}

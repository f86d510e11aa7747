package io.belay.learner.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.service.LearnerGrpcService;
import io.belay.learner.service.LearnerServiceSettings;
import io.belay.policy.IterationPolicy;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicySnapshot;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import io.grpc.Server;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A policy of a million parameters goes to 32 subscribers in four processes, beside 32 plain
 * sockets that carry as many bytes: time from the publication to the last receipt.
 */
@Tag("measurement")
class BroadcastMeasurement {
  static final String RUN = "broadcast";
  private static final int PARAMETERS = 1_000_000;
  private static final int SUBSCRIBERS = 32;
  private static final int ROUNDS = 15;

  @Test
  void secondsToTheLastOfThirtyTwoSubscribers() throws Exception {
    Semaphore received = new Semaphore(0);
    PolicyBroadcast broadcast = new PolicyBroadcast(SUBSCRIBERS);
    Server server =
        new GrpcTransport(TransportSettings.defaults())
            .server(
                new GrpcAddress.Tcp("127.0.0.1", 0),
                List.of(
                    new LearnerGrpcService(
                        unused -> {}, broadcast, LearnerServiceSettings.defaults())))
            .addService(PlainStream.service(size -> {}, received::release))
            .build()
            .start();
    try (ClientProcesses clients = new ClientProcesses("127.0.0.1:" + server.getPort());
        ServerSocket listening = new ServerSocket(0);
        ExecutorService threads = Executors.newFixedThreadPool(SUBSCRIBERS)) {
      int each = SUBSCRIBERS / ClientProcesses.CLIENTS;
      broadcast.publish(policy(0));
      clients.tell("subscribe " + each);
      take(received);
      clients.tell(
          "sockets %d %d %d".formatted(each, listening.getLocalPort(), PARAMETERS * Float.BYTES));
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < SUBSCRIBERS; i++) {
        sockets.add(listening.accept());
      }
      double[] belay = new double[ROUNDS];
      double[] plain = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        IterationPolicy policy = policy(round + 1);
        long begun = System.nanoTime();
        broadcast.publish(policy);
        take(received);
        belay[round] = (System.nanoTime() - begun) / 1e9;
        plain[round] = sendPlain(sockets, threads);
      }
      double limit = IngestMeasurement.median(plain);
      System.out.printf(
          "broadcast of %,d parameters to %d subscribers: %.0f ms; %d sockets: %.0f ms; ratio %.1f%n",
          PARAMETERS,
          SUBSCRIBERS,
          IngestMeasurement.median(belay) * 1e3,
          SUBSCRIBERS,
          limit * 1e3,
          IngestMeasurement.median(belay) / limit);
      assertThat(limit).isPositive();
      for (Socket socket : sockets) {
        socket.close();
      }
    } finally {
      server.shutdownNow();
      server.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private static double sendPlain(List<Socket> sockets, ExecutorService threads) throws Exception {
    byte[] bytes = new byte[PARAMETERS * Float.BYTES];
    long begun = System.nanoTime();
    List<Future<Integer>> answers = new ArrayList<>();
    for (Socket socket : sockets) {
      answers.add(
          threads.submit(() -> {
            socket.getOutputStream().write(bytes);
            return socket.getInputStream().read();
          }));
    }
    for (Future<Integer> answer : answers) {
      assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void take(Semaphore received) throws InterruptedException {
    assertThat(received.tryAcquire(SUBSCRIBERS, 30, TimeUnit.SECONDS)).isTrue();
  }

  private static IterationPolicy policy(int iteration) {
    float[] parameters = new float[PARAMETERS];
    parameters[0] = iteration;
    return new IterationPolicy(
        RUN, iteration, PolicySnapshot.publish(iteration, parameters, NormaliserStatistics.NONE));
  }
}

package io.belay.learner.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.service.LearnerGrpcService;
import io.belay.learner.service.LearnerIntake;
import io.belay.learner.service.LearnerServiceSettings;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import io.grpc.Server;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One learner's service takes blocks of four processes over loopback TCP and its ledger judges
 * them, beside a plain gRPC stream of as many bytes, in turns.
 */
@Tag("measurement")
class IngestMeasurement {
  private static final int ROUNDS = 5;
  private static final double WARM_UP_SECONDS = 1.5;
  private static final double SECONDS = 3;

  @ParameterizedTest
  @EnumSource
  void stepsAndBytesPerSecond(StepShape shape) throws Exception {
    ActorTestKit kit = ActorTestKit.create();
    JudgingIntake judge = JudgingIntake.of(shape);
    ActorRef<LearnerIntake> actor = kit.spawn(judge.behavior());
    LongAdder plainMessages = new LongAdder();
    Server server =
        new GrpcTransport(TransportSettings.defaults())
            .server(
                new GrpcAddress.Tcp("127.0.0.1", 0),
                List.of(
                    new LearnerGrpcService(
                        actor::tell, new PolicyBroadcast(1), LearnerServiceSettings.defaults())))
            .addService(PlainStream.service(size -> plainMessages.increment(), () -> {}))
            .build()
            .start();
    int bytes = shape.offer("client-0").getSerializedSize();
    try (ClientProcesses clients = new ClientProcesses("127.0.0.1:" + server.getPort())) {
      double[] plain = new double[ROUNDS];
      double[] belay = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        plain[round] = rate(clients, "plain " + shape, plainMessages);
        belay[round] = rate(clients, "belay " + shape, judge.blocks);
      }
      System.out.printf(
          "%s: %d bytes a step%n  belay %s%n  plain %s%n  belay/plain %.2f%n",
          shape,
          bytes / shape.steps(),
          report(belay, bytes, shape.steps()),
          report(plain, bytes, shape.steps()),
          median(belay) / median(plain));
      assertThat(judge.refused.sum()).as("blocks refused").isZero();
      assertThat(median(belay)).isPositive();
    } finally {
      server.shutdownNow();
      server.awaitTermination(10, TimeUnit.SECONDS);
      kit.shutdownTestKit();
    }
  }

  /** Messages per second while the clients send. */
  private static double rate(ClientProcesses clients, String command, LongAdder counter)
      throws Exception {
    clients.tell(command);
    pass(WARM_UP_SECONDS);
    long before = counter.sum();
    long begun = System.nanoTime();
    pass(SECONDS);
    double rate = (counter.sum() - before) * 1e9 / (System.nanoTime() - begun);
    clients.tell("stop");
    return rate;
  }

  /** Lets time pass: it is what is measured here. */
  private static void pass(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static String report(double[] rates, int bytes, int steps) {
    return "%,.0f steps/s, %,.0f MB/s (rounds, MB/s: %s)"
        .formatted(
            median(rates) * steps,
            median(rates) * bytes / 1e6,
            Arrays.stream(rates).mapToObj(rate -> "%.0f".formatted(rate * bytes / 1e6)).toList());
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

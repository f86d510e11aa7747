package io.belay.deploy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.control.RunSpecification;
import io.belay.recipe.RecipeLoader;
import io.belay.v1.GetStatusRequest;
import io.belay.v1.RunServiceGrpc;
import io.belay.worker.environment.EnvironmentRegistry;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hundred thousand bad messages to every service of a real server. */
@Tag("slow")
@Timeout(300)
class ServiceFuzzTest {
  private static final long SEED = 20261122;
  private static final int MESSAGES = 100_000;
  private static final int WARM_UP_MESSAGES = 20_000;
  private static final int AT_ONCE = 16;
  private static final int MESSAGES_A_STREAM = 4;
  private static final long MOST_GROWTH_BYTES = 50L << 20;

  /** Above it a call hangs: its method answers a good call at once. */
  private static final int DEADLINE_MILLIS = 10_000;

  /** Streams that stay open because something in them was right. */
  private static final int OPEN_STREAM_MILLIS = 100;

  /** What the server does not count: nothing was wrong, or the caller gave up. */
  private static final List<Status.Code> NOT_REFUSED =
      List.of(
          Status.Code.OK,
          Status.Code.UNAVAILABLE,
          Status.Code.CANCELLED,
          Status.Code.DEADLINE_EXCEEDED);

  @TempDir private Path directory;

  private final Mutator mutator = new Mutator(SEED);
  private final LongAdder sent = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder givenUp = new LongAdder();
  private final Map<String, LongAdder> statuses = new ConcurrentHashMap<>();

  @Test
  void badMessagesAreRefusedCountedAndForgotten() throws Exception {
    RunSpecification run = run();
    GoodMessages good = new GoodMessages(run);
    try (FuzzedServices services = new FuzzedServices(directory, run)) {
      ManagedChannel channel = services.channel();
      try {
        send(services, channel, good, WARM_UP_MESSAGES);
        long before = usedAfterCollection();
        int threadsBefore = Thread.activeCount();
        send(services, channel, good, MESSAGES);
        long growth = usedAfterCollection() - before;
        System.out.printf(
            "seed %d: %d messages, %d calls refused, %d blocks turned away, %.1f MB more in use%n%s%n",
            SEED,
            sent.sum(),
            refused.sum(),
            services.turnedAway.sum(),
            growth / 1e6,
            new TreeMap<>(statuses));

        assertThat(growth).isLessThan(MOST_GROWTH_BYTES);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threadsBefore + 2);
        assertThat(statuses.keySet()).noneMatch(status -> status.startsWith("HANGS"));
        assertThat(refused.sum()).isPositive();
        assertThat(services.turnedAway.sum()).isPositive();
        // Where the caller gave up at the same moment, the server may have refused or not.
        await()
            .untilAsserted(() ->
                assertThat(services.refusedCalls.sum())
                    .isBetween(refused.sum(), refused.sum() + givenUp.sum()));
        // Whoever asks rightly is answered as before.
        assertThat(
                RunServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .getStatus(GetStatusRequest.getDefaultInstance())
                    .getLearnerAddress())
            .isEmpty();
      } finally {
        channel.shutdownNow();
      }
    }
  }

  /** Sends mutants to every method in turn, a few calls at a time. */
  private void send(
      FuzzedServices services, ManagedChannel channel, GoodMessages good, int messages)
      throws InterruptedException {
    List<? extends MethodDescriptor<?, ?>> methods = services.methods();
    Semaphore room = new Semaphore(AT_ONCE);
    long end = sent.sum() + messages;
    for (int i = 0; sent.sum() < end; i++) {
      MethodDescriptor<?, ?> method = methods.get(i % methods.size());
      assertThat(good.of(method)).as("good messages for %s", method).isNotEmpty();
      List<byte[]> mutants = mutants(method, good);
      assertThat(room.tryAcquire(DEADLINE_MILLIS * 2L, TimeUnit.MILLISECONDS)).isTrue();
      boolean staysOpen = !method.getType().serverSendsOneMessage();
      RawCall.send(channel, method, mutants, staysOpen ? OPEN_STREAM_MILLIS : DEADLINE_MILLIS)
          .whenComplete((ending, unused) -> {
            note(method, ending.status(), staysOpen);
            room.release();
          });
    }
    assertThat(room.tryAcquire(AT_ONCE, DEADLINE_MILLIS * 2L, TimeUnit.MILLISECONDS)).isTrue();
  }

  private List<byte[]> mutants(MethodDescriptor<?, ?> method, GoodMessages good) {
    int count = method.getType().clientSendsOneMessage() ? 1 : MESSAGES_A_STREAM;
    List<byte[]> mutants = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      mutants.add(mutator.next(good.of(method)));
    }
    sent.add(count);
    return mutants;
  }

  private void note(MethodDescriptor<?, ?> method, Status status, boolean staysOpen) {
    statuses
        .computeIfAbsent(
            method.getBareMethodName() + " " + status.getCode(), unused -> new LongAdder())
        .increment();
    if (!NOT_REFUSED.contains(status.getCode())) {
      refused.increment();
    }
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      givenUp.increment();
    }
    if (!staysOpen && status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      statuses
          .computeIfAbsent("HANGS " + method.getBareMethodName(), unused -> new LongAdder())
          .increment();
    }
  }

  private static long usedAfterCollection() {
    Runtime runtime = Runtime.getRuntime();
    long[] least = {Long.MAX_VALUE};
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> {
          System.gc();
          long used = runtime.totalMemory() - runtime.freeMemory();
          boolean settled = used > least[0] - (1 << 20);
          least[0] = Math.min(least[0], used);
          return settled;
        });
    return least[0];
  }

  private static RunSpecification run() {
    return new RunSpecification(
        "run",
        RecipeLoader.parse(
            """
            environment { id = "CartPole-v1" }
            sampling { lanes = 4, block-size = 2, fragment-length = 8 }
            algorithm { name = ppo, minibatch-size = 32 }
            training { environment-steps = 3200 }
            """,
            "fuzz"),
        EnvironmentRegistry.discover().lookup("CartPole-v1").spec());
  }
}

package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A learner, a coordinator and two workers on four hosts whose network fails and comes back. Each
 * run ends with the bits of a single process, nobody stands still for longer than the time that
 * deploy/README.md documents, and no process ends before it is told to. The times are printed.
 *
 * <p>Needs root, the commands {@code ip} and {@code python3}, and /dev/net/tun; skipped elsewhere.
 * The whole class takes several minutes, so that only the cut of a worker is {@code slow}; the
 * others are {@code soak}, which is run by hand.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class NetworkFaultsTest {
  private static final String RUN = "faulty-network";

  /** 200 iterations of 256 steps, up to a minute and a half on two busy processors. */
  private static final int LONG = 51200;

  private static final int SHORT = 12800;

  /** Iterations before the network fails: everyone is at work. */
  private static final int BEFORE = 20;

  /** Until the run goes on where it can go on without the one that is cut off. */
  private static final Duration GOES_ON = Duration.ofSeconds(30);

  /**
   * Until everyone is back once the network is: an attempt to connect that is under way first runs
   * out, and TCP waits longer from packet to packet the longer nothing came back.
   */
  private static final Duration COMES_BACK = Duration.ofSeconds(60);

  private static final Map<Integer, String> HASHES = new ConcurrentHashMap<>();

  @RegisterExtension
  @Order(1)
  final SwitchedNetwork network =
      new SwitchedNetwork("learner1", "coordinator1", "worker1", "worker2");

  @RegisterExtension
  @Order(2)
  final ClusterProcesses cluster = new ClusterProcesses(network);

  @BeforeAll
  static void skipWhereThereAreNoNamespaces() {
    SwitchedNetwork.assumePossible();
  }

  /** Its blocks go to the other worker, so that the run does not wait for the cable. */
  @Test
  @Tag("slow")
  void aWorkerWhoseLinkIsCutForHalfAMinuteIsDoneWithoutAndComesBack() {
    begin(LONG);
    IterationWatch watch = watch();

    network.cut("worker1");
    watch.during(Duration.ofSeconds(30));
    network.mend("worker1");

    Duration back =
        watch.until(
            "the worker registers anew",
            () -> printed(cluster.coordinator(), "worker joined: worker1") >= 2,
            COMES_BACK);
    end("worker cut for 30 s", LONG, watch, GOES_ON);
    report("worker cut for 30 s: registered anew", back);
  }

  @ParameterizedTest
  @CsvSource({"learner1, worker1", "worker1, learner1"})
  @Tag("soak")
  void aLinkThatIsDeafInOneDirectionHoldsTheRunUpNoLongerThanACut(String from, String to) {
    begin(LONG);
    IterationWatch watch = watch();

    network.deafen(from, to);
    watch.during(Duration.ofSeconds(15));
    network.hear(from, to);

    end("nothing from %s to %s for 15 s".formatted(from, to), LONG, watch, GOES_ON);
  }

  @Test
  @Tag("soak")
  void aSlowAndLossyLinkOfAWorkerCostsTimeAndNothingElse() {
    begin(SHORT);
    IterationWatch watch = watch();

    network.delay("worker1", 50, 10);
    network.lose("worker1", 2);

    end("50 ms, 2 % loss at a worker", SHORT, watch, GOES_ON);
  }

  /** No message of the coordinator is on the path of an iteration. */
  @Test
  @Tag("soak")
  void theRunGoesOnWhileTheCoordinatorIsCutOff() {
    begin(LONG);
    IterationWatch watch = watch();

    network.cut("coordinator1");
    watch.during(Duration.ofSeconds(25));
    network.mend("coordinator1");

    Duration joined =
        watch.until(
            "the coordinator joins the cluster anew",
            () -> printed(cluster.coordinator(), "joined the cluster") >= 2,
            COMES_BACK);
    Duration workers =
        watch.until(
            "the workers register anew",
            () -> printed(cluster.coordinator(), "worker joined: ") >= 4,
            COMES_BACK);
    end("coordinator cut off for 25 s", LONG, watch, GOES_ON);
    report("coordinator cut off for 25 s: in the cluster again", joined);
    report("coordinator cut off for 25 s: with both workers", joined.plus(workers));
  }

  /** Nobody else can update, so that the run stands still until the learner is back. */
  @Test
  @Tag("soak")
  void theRunWaitsForALearnerThatIsCutOffAndGoesOn() {
    begin(LONG);
    IterationWatch watch = watch();

    network.cut("learner1");
    watch.during(Duration.ofSeconds(25));
    network.mend("learner1");

    Duration next = watch.untilNext(COMES_BACK);
    end("learner cut off for 25 s", LONG, watch, COMES_BACK.plusSeconds(25));
    report("learner cut off for 25 s: next iteration", next);
  }

  private void begin(int steps) {
    cluster.start(2);
    cluster.coordinator().awaitOutput("this coordinator is active");
    cluster.submit("cartpole", RUN, 2, settings(steps));
    cluster.awaitIteration(RUN, BEFORE);
  }

  private IterationWatch watch() {
    return new IterationWatch(() -> cluster.iterations(RUN));
  }

  /** The run comes to its end, the coordinator knows of it, and all end as they are told. */
  private void end(String fault, int steps, IterationWatch watch, Duration limit) {
    Duration rest =
        watch.until(
            "the run ends",
            () -> Files.exists(cluster.run(RUN).resolve("summary.json")),
            ClusterProcesses.LIMIT);
    assertThat(cluster.iterations(RUN)).isEqualTo(steps / 256);
    report(fault + ": longest time between two iterations", watch.longest());
    report(fault + ": rest of the run", rest);
    assertThat(watch.longest()).isLessThan(limit);
    String hash = cluster.awaitHash(RUN);
    assertThat(hash)
        .isEqualTo(
            HASHES.computeIfAbsent(
                steps, wanted -> cluster.hashInOneProcess("cartpole", settings(wanted))));
    watch.until(
        "the coordinator knows of the end of the run and of both workers",
        () -> {
          String status = cluster.belay("status").out();
          return Stream.of("COMPLETED", "worker1", "worker2").allMatch(status::contains);
        },
        ClusterProcesses.LIMIT);
    assertThat(cluster.worker(1).terminate()).isZero();
    assertThat(cluster.worker(2).terminate()).isZero();
    assertThat(cluster.coordinator().terminate()).isZero();
    assertThat(cluster.learner().terminate()).isZero();
  }

  private static String[] settings(int steps) {
    return new String[] {
      "sampling.block-size=2", "training.environment-steps=" + steps, "evaluation.episodes=5"
    };
  }

  private static long printed(ClusterMember member, String text) {
    return Arrays.stream(member.output().split("\n")).filter(line -> line.contains(text)).count();
  }

  private static void report(String what, Duration time) {
    System.out.printf("NetworkFaultsTest %s: %.1f s%n", what, time.toMillis() / 1000.0);
  }
}

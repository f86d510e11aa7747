package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * For twenty minutes a worker is killed and another one started every ten seconds, one run after
 * the other: each comes to its bits, and learner and coordinator do not grow.
 */
@Tag("soak")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class SoakTest {
  private static final long MINUTES = Long.getLong("belay.soak.minutes", 20);
  private static final long CHANGE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int WORKERS = 3;
  private static final long SEED = 20261122;
  private static final String RECIPE = "cartpole";
  private static final String[] SETTINGS = {
    "sampling.block-size=2", "training.environment-steps=102400", "evaluation.episodes=5"
  };

  /** What may come and go: a thread of a connection, a socket, a collection that is due. */
  private static final int THREADS_OF_TOLERANCE = 12;

  private static final int DESCRIPTORS_OF_TOLERANCE = 20;
  private static final double HEAP_MB_OF_TOLERANCE = 30;

  @RegisterExtension final ClusterProcesses cluster = new ClusterProcesses();

  /** A process from outside. */
  private record Footprint(double liveHeapMegabytes, long threads, long descriptors) {}

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Deque<Integer> alive = new ArrayDeque<>();
  private int nextWorker = 1;
  private int killed;

  @Test
  void nothingGrowsAndNoBitChangesWhileWorkersComeAndGo() {
    cluster.start(0);
    for (int i = 0; i < WORKERS; i++) {
      addWorker();
    }
    String expected = cluster.hashInOneProcess(RECIPE, SETTINGS);
    long begun = System.nanoTime();
    long nextChange = begun + CHANGE_NANOS;
    List<Footprint> learner = new ArrayList<>();
    List<Footprint> coordinator = new ArrayList<>();
    int runs = 0;
    while (System.nanoTime() - begun < TimeUnit.MINUTES.toNanos(MINUTES)) {
      String runId = "soak-" + runs++;
      cluster.submit(RECIPE, runId, 1, SETTINGS);
      Path summary = cluster.run(runId).resolve("summary.json");
      while (!Files.exists(summary)) {
        assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.MINUTES.toNanos(MINUTES + 10));
        if (System.nanoTime() >= nextChange) {
          replaceAWorker();
          nextChange += CHANGE_NANOS;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      assertThat(cluster.awaitHash(runId)).as("hash of %s", runId).isEqualTo(expected);
      learner.add(footprint(cluster.learner()));
      coordinator.add(footprint(cluster.coordinator()));
      System.out.printf(
          "run %d, %d s, %d workers killed: learner %s, coordinator %s%n",
          runs,
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun),
          killed,
          learner.getLast(),
          coordinator.getLast());
    }
    assertFlat("learner", learner);
    assertFlat("coordinator", coordinator);
  }

  /** The oldest or any other, so that each may be the one that is killed first or last. */
  private void replaceAWorker() {
    for (int skip = random.nextInt(WORKERS); skip > 0; skip--) {
      alive.addLast(alive.removeFirst());
    }
    cluster.worker(alive.removeFirst()).kill();
    killed++;
    addWorker();
  }

  private void addWorker() {
    cluster.worker(nextWorker).start();
    alive.addLast(nextWorker++);
  }

  /** Compares the end with the end of the first quarter, when everything has been used. */
  private static void assertFlat(String role, List<Footprint> footprints) {
    Footprint early = footprints.get(footprints.size() / 4);
    Footprint late = footprints.getLast();
    assertThat(late.liveHeapMegabytes())
        .as("live heap of the %s, MB", role)
        .isLessThan(early.liveHeapMegabytes() + HEAP_MB_OF_TOLERANCE);
    assertThat(late.threads())
        .as("threads of the %s", role)
        .isLessThanOrEqualTo(early.threads() + THREADS_OF_TOLERANCE);
    assertThat(late.descriptors())
        .as("file descriptors of the %s", role)
        .isLessThanOrEqualTo(early.descriptors() + DESCRIPTORS_OF_TOLERANCE);
  }

  private static Footprint footprint(ClusterMember member) {
    Path process = Path.of("/proc", Long.toString(member.pid()));
    return new Footprint(
        liveHeapMegabytes(member.pid()),
        count(process.resolve("task")),
        count(process.resolve("fd")));
  }

  private static long count(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of live objects after a full collection, as the JVM's own histogram adds them up. */
  private static double liveHeapMegabytes(long pid) {
    String histogram = run("jcmd", Long.toString(pid), "GC.class_histogram");
    String total =
        histogram
            .lines()
            .filter(line -> line.startsWith("Total"))
            .reduce((first, second) -> second)
            .orElseThrow(() -> new AssertionError(histogram));
    return Long.parseLong(total.trim().split("\\s+")[2]) / 1e6;
  }

  private static String run(String tool, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

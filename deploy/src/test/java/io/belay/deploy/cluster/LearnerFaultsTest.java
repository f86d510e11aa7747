package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import io.belay.deploy.kubernetes.Flow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The learner dies at five moments of a run, and its checkpoints are not what they were. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LearnerFaultsTest {
  private static final int MOMENTS = 5;
  private static final String JOINED = "joined the cluster";

  @RegisterExtension
  final ClusterProcesses cluster = FaultyRun.cluster("belay.learner.lock-timeout = 5 s");

  @Test
  void aLearnerThatIsKilledAndStartedAgain() {
    cluster.start(2);
    FaultyRun run = FaultyRun.submit(cluster, FaultyRun.SHORT, 2);
    for (int moment : Moments.of(MOMENTS, 5, 70)) {
      run.await(moment);
      cluster.learner().kill();
      cluster.learner().start();
    }
    run.assertUnharmed();
  }

  /** The active one is killed and comes back as the standby of the other. */
  @Test
  void anActiveLearnerThatIsKilledWhileAnotherStandsBy() {
    cluster.start(2);
    cluster.learner(1).awaitOutput(JOINED);
    cluster.learner(2).start();
    cluster.learner(2).awaitOutput(JOINED);
    Connections.await(cluster, new Flow("learner", "learner", "remoting"));
    FaultyRun run = FaultyRun.submit(cluster, FaultyRun.SHORT, 2);
    int active = 1;
    for (int moment : Moments.of(MOMENTS, 5, 70)) {
      run.await(moment);
      cluster.learner(active).kill();
      cluster.learner(active).start();
      active = 3 - active;
    }
    run.assertUnharmed();
  }

  /**
   * Each time the newest checkpoint is cut short or has a bit flipped, and an older one is used.
   */
  @Test
  void aNewestCheckpointThatIsTornOrWrong() throws IOException {
    cluster.start(2);
    FaultyRun run = FaultyRun.submit(cluster, FaultyRun.SHORT, 2);
    int time = 0;
    for (int moment : Moments.of(MOMENTS, 20, 70)) {
      run.await(moment);
      cluster.learner().kill();
      damage(newestCheckpoint(), time % 2 == 0);
      cluster.learner().start();
      time++;
      cluster.learner().awaitOutput("an older one is used", time);
    }
    run.assertUnharmed();
  }

  /** A disk without room costs checkpoints and nothing else, once there is room again. */
  @Test
  void aDiskThatIsFullWhileCheckpointsAreWritten() throws IOException {
    Files.createDirectories(cluster.runs());
    String directory = cluster.runs().toString();
    Assumptions.assumeTrue(
        status("mount", "-t", "tmpfs", "-o", "size=4m,mode=755", "tmpfs", directory) == 0,
        "a full disk is tried on a mounted tmpfs, which takes root and CAP_SYS_ADMIN");
    try {
      cluster.start(2);
      FaultyRun run = FaultyRun.submit(cluster, FaultyRun.LONG, 2);
      Path ballast = cluster.runs().resolve("ballast");
      for (int moment : Moments.of(MOMENTS, 5, 135)) {
        run.await(moment);
        double failures = unwritten();
        Awaitility.await("a checkpoint fails")
            .atMost(ClusterProcesses.LIMIT)
            .until(() -> {
              // Again each time: a checkpoint that was removed meanwhile has left room.
              fill(ballast);
              return unwritten() > failures;
            });
        Files.delete(ballast);
      }
      run.assertUnharmed();
    } finally {
      assertThat(status("umount", "--lazy", directory)).isZero();
    }
  }

  /** A learner of another cluster has nothing to do in the directory, and says so. */
  @Test
  void aSecondLearnerOnOneDirectoryRefuses() {
    cluster.start(2);
    FaultyRun run = FaultyRun.submit(cluster, FaultyRun.LONG, 2);
    for (int moment : Moments.of(MOMENTS, 5, 130)) {
      run.await(moment);
      Commands.Ran second =
          Commands.belay(
              "learner",
              "--plaintext",
              "--runs",
              cluster.runs().toString(),
              "--set",
              "belay.learner.lock-timeout=200 ms",
              "--set",
              "belay.cluster.port=0",
              "--set",
              "belay.learner.grpc.port=0",
              "--set",
              "belay.cluster.seed-nodes=[]");
      assertThat(second.status()).as(second.toString()).isNotZero();
    }
    run.assertUnharmed();
  }

  /** Checkpoints that could not be written, as the coordinator counts them. */
  private double unwritten() {
    return cluster
        .metrics(cluster.coordinator())
        .lines()
        .filter(line -> line.startsWith("belay_checkpoints_total"))
        .filter(line -> line.contains("result=\"failed\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** Uses up all room of a file system; dd ends with an error then. */
  private static void fill(Path ballast) {
    assertThat(
            status(
                "dd", "if=/dev/zero", "of=" + ballast, "bs=4096", "oflag=append", "conv=notrunc"))
        .isNotZero();
  }

  private static int status(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Path newestCheckpoint() throws IOException {
    try (Stream<Path> files = Files.list(cluster.run(FaultyRun.ID).resolve("checkpoints"))) {
      return files
          .filter(file -> file.toString().endsWith(".checkpoint"))
          .max(Comparator.comparing(Path::toString))
          .orElseThrow();
    }
  }

  private static void damage(Path file, boolean cut) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int half = bytes.length / 2;
    bytes[half] ^= 1;
    Files.write(file, cut ? Arrays.copyOf(bytes, half) : bytes);
  }
}

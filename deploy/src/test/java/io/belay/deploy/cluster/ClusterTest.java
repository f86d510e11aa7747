package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.belay.deploy.Commands;
import io.belay.deploy.tensorboard.EventReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Coordinator, learner and three workers, each a process of its own. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ClusterTest {
  @RegisterExtension final ClusterProcesses cluster = new ClusterProcesses();

  /**
   * cartpole-trpo: 2 lanes in 2 blocks, 4 iterations of 1024 steps. cartpole: 8 lanes in 4 blocks,
   * 16 iterations of 256.
   */
  @ParameterizedTest
  @CsvSource({"cartpole-trpo, 1, 4", "cartpole, 2, 16"})
  void aClusterComesToTheBitsOfASingleProcess(String recipe, int blockSize, int iterations) {
    String[] settings = {
      "sampling.block-size=" + blockSize, "training.environment-steps=4096", "evaluation.episodes=5"
    };
    cluster.start(3);
    cluster.submit(recipe, "shortened", 3, settings);

    String hash = cluster.awaitHash("shortened");

    assertThat(cluster.iterations("shortened")).isEqualTo(iterations);
    assertThat(
            EventReader.steps(
                EventReader.readAll(cluster.run("shortened").resolve("tensorboard")),
                "train/explained_variance"))
        .hasSize(iterations)
        .endsWith(4096L);
    assertThat(hash).isEqualTo(cluster.hashInOneProcess(recipe, settings));
    assertThat(submittedAgain(recipe, settings))
        .matches(ran -> ran.status() == 0)
        .extracting(Commands.Ran::out, InstanceOfAssertFactories.STRING)
        .contains("Known already: shortened", "COMPLETED", "parametersSha256 " + hash);
    assertThat(cluster.belay("status", "--json").out())
        .contains("\"runId\":\"shortened\"", "\"phase\":\"COMPLETED\"", hash);
    assertThat(cluster.belay("stop", "another"))
        .matches(ran -> ran.status() == 2 && ran.err().contains("run=another"));
    assertMetersAreSound();
    for (int number = 1; number <= 3; number++) {
      assertThat(cluster.worker(number).terminate()).isZero();
    }
    assertThat(cluster.coordinator().terminate()).isZero();
    assertThat(cluster.learner().terminate()).isZero();
  }

  /** Waits for a run that is over, and so ends at once. */
  private Commands.Ran submittedAgain(String recipe, String... settings) {
    List<String> arguments = new ArrayList<>(List.of(recipe, "--run-id", "shortened", "--wait"));
    for (String setting : settings) {
      arguments.addAll(List.of("--recipe-set", setting));
    }
    return cluster.belay("submit", arguments.toArray(String[]::new));
  }

  /** Of the run that is over, at each kind of process. */
  private void assertMetersAreSound() {
    Path ofEvery = Path.of("README.md");
    Map<ClusterMember, Path> processes =
        Map.of(
            cluster.coordinator(), Path.of("..", "coordinator", "README.md"),
            cluster.learner(), Path.of("..", "learner", "README.md"),
            cluster.worker(1), Path.of("..", "rollout-worker", "README.md"));
    processes.forEach((member, ofRole) -> {
      assertThat(cluster.page(member, "/healthz").statusCode()).isEqualTo(200);
      // A worker that came before the coordinators had found each other may still wait to ask
      // again.
      Awaitility.await(member.name() + " is ready")
          .atMost(ClusterProcesses.LIMIT)
          .until(() -> cluster.page(member, "/readyz").body().equals("ready\n"));
      ScrapedMeters scraped = new ScrapedMeters(cluster.metrics(member));
      scraped.assertDescribedIn(ofEvery, ofRole);
      assertThat(scraped.series()).as(member.name()).isLessThanOrEqualTo(300);
      assertThatCode(
              () -> assertThat(scraped.findings(cluster.home().resolve("metrics.txt"))).isBlank())
          .doesNotThrowAnyException();
      if (!member.equals(cluster.coordinator())) {
        scraped.assertAllOf(ofRole);
      }
    });
  }
}

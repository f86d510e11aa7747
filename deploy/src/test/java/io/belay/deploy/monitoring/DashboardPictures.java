package io.belay.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import io.belay.deploy.Programs;
import io.belay.deploy.cluster.ClusterProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of monitoring/README.md: a cluster with a Prometheus works on a run that loses
 * a worker and on one of a finite MDP, and the dashboards are drawn from their JSON.
 */
@Tag("measurement")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DashboardPictures {
  private static final Path NODE = Path.of("src", "test", "node");
  private static final Path PICTURES = Path.of("pictures").toAbsolutePath();

  /** Seconds of the past that Prometheus has seen of a run when its picture is taken. */
  private static final int SEEN = 150;

  /** TRPO on FrozenLake, by large batches and small steps so that there is something to see. */
  private static final String FINITE =
      """
      environment.id = "FrozenLake-v1"
      policy.kind = tabular
      critic.hidden = []
      sampling { lanes = 16, block-size = 4, fragment-length = 1024, restart = uniform, visitation = discounted }
      algorithm {
        name = trpo
        discount = 0.99
        gae-lambda = 0.95
        trust-region-radius = 1e-4
        critic { epochs = 4, minibatch-size = 256, learning-rate = 0.02 }
      }
      training { environment-steps = 2000000000, seed = 1, checkpoint-every = 200 }
      evaluation { episodes = 5 }
      """;

  @RegisterExtension final ClusterProcesses cluster = new ClusterProcesses();

  @Test
  void drawTheDashboards(@TempDir Path directory) throws IOException {
    Path recipe = Files.writeString(directory.resolve("frozenlake.conf"), FINITE);
    cluster.start(3);
    try (PrometheusServer prometheus = PrometheusServer.start(directory.resolve("prometheus"))) {
      prometheus.scrape("coordinators", List.of(cluster.coordinator().metrics().getAuthority()));
      prometheus.scrape("learners", List.of(cluster.learner().metrics().getAuthority()));
      prometheus.scrape(
          "workers",
          List.of(
              cluster.worker(1).metrics().getAuthority(),
              cluster.worker(2).metrics().getAuthority(),
              cluster.worker(3).metrics().getAuthority()));

      cluster.submit(
          "cartpole-ppo",
          "cartpole-ppo",
          3,
          "training.environment-steps=2000000000",
          "sampling.block-size=2");
      long start = Instant.now().getEpochSecond();
      prometheus.awaitSamples(
          "belay_run_state{run=\"cartpole-ppo\", state=\"running\"} == 1", SEEN / 2);
      cluster.worker(3).kill();
      prometheus.awaitSamples(
          "belay_run_state{run=\"cartpole-ppo\", state=\"running\"} == 1", SEEN);
      draw(prometheus, start, "cartpole-ppo", "overview", "pipeline");
      assertThat(cluster.belay("stop", "cartpole-ppo").status()).isZero();

      cluster.submit(recipe.toString(), "frozenlake-trpo", 2);
      start = Instant.now().getEpochSecond();
      prometheus.awaitSamples(
          "belay_run_state{run=\"frozenlake-trpo\", state=\"running\"} == 1", SEEN);
      draw(prometheus, start, "frozenlake-trpo", "learning");
    }
  }

  private static void draw(
      PrometheusServer prometheus, long start, String run, String... dashboards) {
    for (String dashboard : dashboards) {
      Commands.Ran ran =
          Programs.run(
              NODE,
              Path.of("target", "draw-" + dashboard + ".out").toAbsolutePath(),
              List.of(
                  "node",
                  "preview/draw.mjs",
                  prometheus.address().toString(),
                  Long.toString(start),
                  Long.toString(Instant.now().getEpochSecond()),
                  run,
                  PICTURES.toString(),
                  Dashboard.DIRECTORY.resolve(dashboard + ".json").toAbsolutePath().toString()));
      assertThat(ran.status()).as(ran.out()).isZero();
    }
  }
}

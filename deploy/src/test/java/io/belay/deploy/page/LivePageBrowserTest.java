package io.belay.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.coordinator.page.Page;
import io.belay.coordinator.page.PageSettings;
import io.belay.deploy.ChildProcess;
import io.belay.deploy.cluster.ClusterProcesses;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The live page in headless Chromium: what {@code page/watch.mjs} expects of it, while one process
 * trains on a grid, a cluster trains and loses a worker, and a coordinator stands by.
 */
@Tag("slow")
class LivePageBrowserTest {
  private static final Pattern OF_TRAIN = Pattern.compile("The run is shown at (http://\\S+)");
  private static final Pattern OF_COORDINATOR = Pattern.compile("page at (http://[^\\s,]+)");

  @RegisterExtension final ClusterProcesses cluster = new ClusterProcesses();
  @TempDir private Path home;

  @BeforeAll
  static void assumeBrowser() {
    NodeScript.assumeBrowser();
  }

  @Test
  void aRunIsShownWhileItGoesOnAndALostWorkerIsSeenAtOnce() {
    cluster.start(3);
    try (ChildProcess train =
            ChildProcess.start(
                home.resolve("train.out"),
                List.of("-XX:TieredStopAtLevel=1"),
                "train",
                "frozenlake-npg",
                "--workers",
                "1",
                "--learner-threads",
                "1",
                "--set",
                "training.environment-steps=100000000",
                "--out",
                home.resolve("run").toString());
        Page standby =
            Page.start(
                PageSettings.onLoopback(0), unused -> "", Optional::empty, Optional::empty)) {
      cluster.coordinator().awaitOutput("page at ");
      cluster.submit(
          "cartpole", "shown", 3, "sampling.block-size=1", "training.environment-steps=100000000");
      String asked =
          """
          {"train": "%s", "cluster": "%s", "standby": "http://127.0.0.1:%d/", "worker": "worker2", "blocks": 8}
          """
              .formatted(
                  awaitAddress(OF_TRAIN, train::output),
                  awaitAddress(OF_COORDINATOR, cluster.coordinator()::output),
                  standby.address().getPort());

      List<String> lines =
          NodeScript.run(
              "page/watch.mjs",
              asked,
              line -> {
                switch (line) {
                  case "stop" -> train.signal("TERM");
                  case "kill worker2" -> cluster.worker(2).kill();
                  default -> {}
                }
              });

      assertThat(lines)
          .contains(
              "ok curves move",
              "ok the grid is drawn",
              "ok the end is said",
              "ok a killed worker is lost and its blocks move within 5 s",
              "ok light, 1280 pixels: nothing lies beyond the edge",
              "ok dark, 390 pixels: nothing lies beyond the edge",
              "ok dark, 390 pixels: the console is silent",
              "ok cluster: nothing was blocked",
              "ok standby: the console is silent");
    }
  }

  private static String awaitAddress(Pattern pattern, Supplier<String> output) {
    Awaitility.await(pattern.pattern())
        .atMost(ChildProcess.LIMIT)
        .until(() -> pattern.matcher(output.get()).find());
    Matcher found = pattern.matcher(output.get());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}

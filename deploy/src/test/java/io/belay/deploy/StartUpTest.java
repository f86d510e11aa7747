package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process does not load that has no use for it: its start is half of a short command. */
class StartUpTest {
  @TempDir private Path home;

  @Test
  void trainingLoadsNothingOfTheClusterNorWhatOnlyWatchersNeed() {
    Path classes = home.resolve("classes.txt");
    try (ChildProcess child =
        ChildProcess.start(
            home.resolve("out"),
            List.of("-XX:TieredStopAtLevel=1", "-Xlog:class+load:file=" + classes),
            Commands.shortTraining(home.resolve("run")))) {
      assertThat(child.status()).as(child.output()).isZero();
    }

    assertThat(Commands.text(classes).lines())
        .anyMatch(line -> line.contains("org.apache.pekko.actor.typed.ActorSystem "))
        .noneMatch(line -> line.contains("org.apache.pekko.remote."))
        .noneMatch(line -> line.contains("org.apache.pekko.cluster."))
        .noneMatch(line -> line.contains("org.apache.pekko.stream."))
        .noneMatch(line -> line.contains("io.belay.deploy.cluster."))
        .noneMatch(line -> line.contains("io.belay.coordinator.page.EventStream"))
        .noneMatch(line -> line.contains("io.belay.coordinator.page.live.ChangeJson"))
        .noneMatch(line -> line.contains("io.belay.deploy.compare."))
        .noneMatch(line -> line.contains("io.belay.deploy.tensorboard.EventFile"))
        .noneMatch(line -> line.contains("io.belay.wire.security.Credentials"));
  }
}

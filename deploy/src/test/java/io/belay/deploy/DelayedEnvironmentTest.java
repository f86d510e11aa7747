package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slowed environment trains to the bits of the one that it slows. */
class DelayedEnvironmentTest {
  @TempDir private Path home;

  @Test
  void delayChangesNoBitOfARun() {
    String undelayed = Commands.trainedHash(home.resolve("undelayed"));
    String delayed =
        Commands.trainedHash(
            home.resolve("delayed"),
            "--workers",
            "2",
            "--set",
            "environment.id=delayed:10us:CartPole-v1");

    assertThat(delayed).isEqualTo(undelayed);
    assertThat(Commands.summary(home.resolve("delayed"))).contains("delayed:10us:CartPole-v1");
  }

  @Test
  void formIsListedWithTheEnvironments() {
    assertThat(Commands.belay("environments").out().lines())
        .anyMatch(line -> line.matches("delayed:TIME:ID +the environment ID with steps .*"));
  }
}

package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import io.belay.deploy.faulty.FaultyEnvironments.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An environment that breaks its contract ends the run: one clear message, exit status 1, and the
 * run directory tells.
 */
class FaultyEnvironmentTest {
  @TempDir private Path home;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void endsTheRun(Fault fault) {
    Path run = home.resolve("run");
    Ran ran = Commands.belay(Commands.shortTraining(run, "--set", "environment.id=" + fault.id()));

    assertThat(ran.status()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.err()).contains(fault.id(), "summary.json").doesNotContain("\tat ");
    assertThat(ran.err().lines().filter(line -> line.startsWith("belay: "))).hasSize(1);
    assertThat(Commands.summary(run))
        .contains("\"completed\" : false", "\"failure\" : \"", fault.id());
    assertThat(run.resolve("belay.log")).exists();
  }

  @Test
  void anEnvironmentThatCannotSaveItsStateStillTrains() {
    Path run = home.resolve("run");
    Ran ran =
        Commands.belay(Commands.shortTraining(run, "--set", "environment.id=" + Fault.NONE.id()));

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(Commands.progress(run)).hasSize(Commands.SHORT_ITERATIONS);
  }
}

package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code belay theory}: what is printed, written and refused. */
class TheoryTest {
  @TempDir private Path home;

  @Test
  void chosenStatementsAreRunAndReported() throws IOException {
    Path out = home.resolve("report");
    Ran ran = Commands.belay("theory", "lemma-9.5", "lemma-10.6", "--out", out.toString());

    assertThat(ran.status()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines().toList())
        .hasSize(3)
        .satisfies(lines -> {
          assertThat(lines.get(0)).matches("holds  lemma-9\\.5 .*≥ 0\\.125 .*\\(14 of 14\\)");
          assertThat(lines.get(1)).matches("holds  lemma-10\\.6 .*≤ 1e-8 .*\\(24 of 24\\)");
          assertThat(lines.get(2)).startsWith("2 of 2 statements hold; ");
        });
    assertThat(Files.readString(out.resolve("theory.json")))
        .startsWith("{\n  \"holds\" : true,")
        .contains("\"name\" : \"lemma-9.5\"", "\"name\" : \"lemma-10.6\"");
    assertThat(Files.readString(out.resolve("index.html")))
        .startsWith("<!doctype html>")
        .contains("id=\"lemma-9.5\"", "uPlot");
  }

  @Test
  void statementsAreListedWithoutBeingRun() {
    Ran ran = Commands.belay("theory", "--list", "--out", home.resolve("none").toString());

    assertThat(ran.status()).isZero();
    assertThat(ran.out().lines())
        .anyMatch(line -> line.matches("theorem-10\\.7 +Theorem 10\\.7: NPG converges .*"))
        .allMatch(line -> line.length() <= 110);
    assertThat(home.resolve("none")).doesNotExist();
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() {
    Ran ran = Commands.belay("theory", "lema-9.5", "--out", home.resolve("none").toString());

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .contains("there is no such statement: name=lema-9.5; did you mean lemma-9.5?");
    assertThat(home.resolve("none")).doesNotExist();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsRefusedBeforeAnythingIsRun() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");
    Ran ran = Commands.belay("theory", "lemma-9.5", "--out", file.resolve("x").toString());

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("choose another by --out");
  }

  @Test
  void helpSaysWhatTheCommandIsFor() {
    assertThat(Commands.belay("theory", "--help").out())
        .contains("Run the statements of the lecture", "--out=DIR", "--list", "Exit status 1");
  }
}

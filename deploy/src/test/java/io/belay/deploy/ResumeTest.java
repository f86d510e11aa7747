package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on the directory of a run that is there. */
class ResumeTest {
  @TempDir private Path home;

  private Path run;
  private String hash;

  @BeforeEach
  void train() {
    run = home.resolve("run");
    hash = Commands.trainedHash(run);
  }

  @Test
  void aFinishedRunHasNothingLeftToDo() {
    Ran ran = Commands.belay("resume", run.toString());

    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("Nothing to do");
  }

  @Test
  void aRunThatLostItsSummaryIsEvaluatedAgain() throws IOException {
    String before = Commands.summary(run);
    Files.delete(run.resolve("summary.json"));

    assertThat(Commands.belay("resume", run.toString()).status()).isZero();
    assertThat(Commands.summary(run))
        .isEqualTo(before.replace("\"resumedFrom\" : null", "\"resumedFrom\" : 12"));
  }

  @Test
  void aTornCheckpointIsPassedOverWithAWarning() throws IOException {
    Files.writeString(run.resolve("checkpoints/00000012.checkpoint"), "torn");
    Files.delete(run.resolve("summary.json"));
    var progress = Commands.progress(run);

    Ran ran = Commands.belay("resume", run.toString(), "--workers", "1");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("00000012.checkpoint");
    // At iteration 9, unless the disk was too slow for some checkpoints, as it is for a warm run of
    // 20 ms.
    assertThat(ran.out()).containsPattern("Resuming at iteration [0369] ");
    assertThat(Commands.hash(run)).isEqualTo(hash);
    assertThat(Commands.progress(run)).isEqualTo(progress);
    assertThat(Commands.summary(run)).containsPattern("\"resumedFrom\" : [0369],");
  }

  @Test
  void aRunWithoutACheckpointStartsOver() throws IOException {
    try (var checkpoints = Files.list(run.resolve("checkpoints"))) {
      for (Path checkpoint : checkpoints.toList()) {
        Files.delete(checkpoint);
      }
    }
    assertThat(Commands.belay("evaluate", run.toString()).err()).contains("checkpoint");
    assertThat(Commands.belay("resume", run.toString()).status()).isZero();
    assertThat(Commands.hash(run)).isEqualTo(hash);
  }

  @Test
  void theSameCommandBeginsARunGoesOnWithItAndLeavesItAloneAtItsEnd() throws IOException {
    Path other = home.resolve("other");
    Ran begun = Commands.belay(Commands.shortTraining(other, "--resume"));
    assertThat(begun.status()).as(begun.err()).isZero();
    assertThat(begun.out()).contains("Training").doesNotContain("Resuming");
    assertThat(Commands.hash(other)).isEqualTo(hash);

    Files.delete(other.resolve("summary.json"));
    Files.delete(other.resolve("checkpoints/00000012.checkpoint"));
    Ran resumed = Commands.belay(Commands.shortTraining(other, "--resume"));
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(resumed.out()).containsPattern("Resuming at iteration [0369] ");
    assertThat(Commands.hash(other)).isEqualTo(hash);

    assertThat(Commands.belay(Commands.shortTraining(other, "--resume")).out())
        .contains("Nothing to do");
  }

  @Test
  void aRunOfAnotherRecipeIsNotGoneOnWith() {
    Ran other = Commands.belay(Commands.shortTraining(run, "--seed", "7", "--resume"));

    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err()).contains("the recipe it was started with", "recipe.conf");
    assertThat(Commands.hash(run)).isEqualTo(hash);
  }

  @Test
  void aRunToGoOnWithIsNamed() {
    Ran nameless = Commands.belay("train", "cartpole", "--resume");

    assertThat(nameless.status()).isEqualTo(2);
    assertThat(nameless.err()).contains("--resume, out=");
  }

  @Test
  void aRunThatAnotherProcessWorksOnIsRefused() throws IOException {
    try (FileChannel lock = FileChannel.open(run.resolve("run.lock"), StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      assertThat(held.isValid()).isTrue();
      Ran ran = Commands.belay("resume", run.toString());

      assertThat(ran.status()).isEqualTo(2);
      assertThat(ran.err()).contains("one process at a time", "runDirectory=" + run);
    }
  }

  @Test
  void evaluatingChangesNothingAndDependsOnItsSeedAlone() {
    String summary = Commands.summary(run);
    Ran first =
        Commands.belay("evaluate", run.toString(), "--episodes", "7", "--seed", "5", "--sampled");
    Ran second =
        Commands.belay("evaluate", run.toString(), "--episodes", "7", "--seed", "5", "--sampled");

    assertThat(first.status()).isZero();
    assertThat(first.out()).contains("Return over 7 episodes, sampled: ", "policy version 12");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(Commands.summary(run)).isEqualTo(summary);
  }

  @Test
  void evaluatingAnOlderCheckpointThanTheNewestIsSaid() throws IOException {
    Path newest;
    try (var checkpoints = Files.list(run.resolve("checkpoints"))) {
      newest = checkpoints.sorted().toList().getLast();
    }
    Files.writeString(newest, "torn");

    Ran ran = Commands.belay("evaluate", run.toString(), "--episodes", "1");

    assertThat(ran.status()).isZero();
    assertThat(ran.err()).contains("an older checkpoint is evaluated", newest.toString());
    assertThat(ran.out()).containsPattern("policy version [0369]\\R");
  }
}

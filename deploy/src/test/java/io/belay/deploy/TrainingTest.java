package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole system in one JVM: what a run leaves behind, and that hands change no bit of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingTest {
  @TempDir private static Path home;

  private Path reference;
  private Ran ran;

  @BeforeAll
  void train() {
    reference = home.resolve("reference");
    ran = Commands.belay(Commands.shortTraining(reference));
  }

  @Test
  void aRunEndsWithItsEvaluationAndSaysWhereItIs() {
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines())
        .anyMatch(line ->
            line.startsWith(
                "Training cartpole: ppo on CartPole-v1, seed 1, 12 iterations of 128 steps"))
        .anyMatch(line -> line.startsWith("iteration 1/12 "))
        .anyMatch(line -> line.startsWith("iteration 12/12 "))
        .anyMatch(line -> line.startsWith("Return over 5 episodes, deterministic: "))
        .last()
        .asString()
        .contains(reference.toString());
  }

  @Test
  void theRunDirectoryIsComplete() {
    assertThat(reference)
        .isDirectoryContaining("glob:**/{recipe.conf,progress.jsonl,summary.json,belay.log}");
    assertThat(reference.resolve("checkpoints/00000012.checkpoint")).exists();
    assertThat(Commands.progress(reference)).hasSize(Commands.SHORT_ITERATIONS);
    assertThat(Commands.summary(reference))
        .contains("\"recipe\" : \"cartpole\"", "\"iterations\" : 12", "\"environmentSteps\" : 1536")
        .contains("\"completed\" : true", "\"resumedFrom\" : null", "\"solved\" : null")
        .doesNotContain("failure");
  }

  @Test
  void everyIterationHasTheFiguresThatToolsRelyOn() {
    for (String line : Commands.text(reference.resolve("progress.jsonl")).lines().toList()) {
      for (String name :
          new String[] {
            "iteration", "version", "environmentSteps", "seconds", "stepsPerSecond", "returnMean",
            "episodeLengthMean", "klMean", "entropy", "explainedVariance", "policyLag",
                "parametersSha256"
          }) {
        assertThat(line).contains("\"" + name + "\":");
      }
    }
  }

  @Test
  void theRecipeInTheRunDirectoryDescribesTheSameRun() {
    Path again = home.resolve("from-recipe");
    Ran fromRecipe =
        Commands.belay(
            "train", reference.resolve("recipe.conf").toString(), "--out", again.toString());

    assertThat(fromRecipe.status()).as(fromRecipe.err()).isZero();
    assertThat(Commands.hash(again)).isEqualTo(Commands.hash(reference));
  }

  @Test
  void theSameCommandGivesTheSameBits() {
    assertSame(home.resolve("again"));
  }

  @Test
  void anotherSeedGivesOtherBits() {
    assertThat(Commands.trainedHash(home.resolve("seed"), "--seed", "2"))
        .isNotEqualTo(Commands.hash(reference));
  }

  @Test
  void loopbackTcpGivesTheSameBits() {
    assertSame(home.resolve("tcp"), "--transport", "tcp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "4"})
  void anyNumberOfWorkersGivesTheSameBits(String workers) {
    assertSame(
        home.resolve("workers-" + workers), "--workers", workers, "--set", "sampling.block-size=2");
  }

  @Test
  void moreWorkersThanBlocksAreNotStarted() {
    Path run = home.resolve("crowd");
    assertSame(run, "--workers", "3000", "--set", "sampling.block-size=4");

    assertThat(Commands.summary(run)).contains("\"workers\" : 2,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "8"})
  void anyBlockSizeGivesTheSameBits(String blockSize) {
    assertSame(home.resolve("block-" + blockSize), "--set", "sampling.block-size=" + blockSize);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3"})
  void anyNumberOfLearnerThreadsGivesTheSameBits(String threads) {
    assertSame(home.resolve("threads-" + threads), "--learner-threads", threads);
  }

  private void assertSame(Path directory, String... further) {
    assertThat(Commands.trainedHash(directory, further)).isEqualTo(Commands.hash(reference));
    assertThat(Commands.progress(directory)).isEqualTo(Commands.progress(reference));
  }
}

package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sampling that overlaps with the update: the policy is one version behind, and the bits are as
 * firm as without.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineTest {
  /**
   * With statistics, so that a policy of the wrong version would differ by more than its weights.
   */
  private static final String[] PIPELINE = {
    "--set", "sampling.pipeline=true", "--set", "policy.normalise-observations=true"
  };

  @TempDir private static Path home;

  private Path reference;

  @BeforeAll
  void train() {
    reference = home.resolve("reference");
    Commands.trainedHash(reference, PIPELINE);
  }

  @Test
  void theLagIsNoneInTheFirstIterationAndOneInEveryOther() {
    List<String> lines = Commands.progress(reference);

    assertThat(lines).hasSize(Commands.SHORT_ITERATIONS);
    assertThat(lines.getFirst()).contains("\"policyLag\":0,");
    assertThat(lines.subList(1, lines.size()))
        .allSatisfy(line -> assertThat(line).contains("\"policyLag\":1,"));
  }

  @Test
  void theLearnerRecomputesEveryLogProbabilityOfTheVersionThatSampled() {
    assertThat(Commands.progress(reference))
        .allSatisfy(
            line -> assertThat(line).containsPattern("\"logProbabilityAudit\":0(\\.0)?[,}]"));
  }

  @Test
  void withoutAPipelineItIsAnotherRun() {
    assertThat(
            Commands.trainedHash(
                home.resolve("without"), "--set", "policy.normalise-observations=true"))
        .isNotEqualTo(Commands.hash(reference));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--workers 1 --set sampling.block-size=2",
        "--workers 2 --set sampling.block-size=2",
        "--workers 4 --set sampling.block-size=2",
        "--set sampling.block-size=1",
        "--set sampling.block-size=3",
        "--set sampling.block-size=8",
        "--learner-threads 1",
        "--learner-threads 3",
        "--transport tcp"
      })
  void handsChangeNoBit(String hands) {
    Path directory = home.resolve("hands" + hands.replace(' ', '_'));
    List<String> arguments = new ArrayList<>(List.of(PIPELINE));
    arguments.addAll(List.of(hands.split(" ")));
    String hash = Commands.trainedHash(directory, arguments.toArray(String[]::new));

    assertThat(hash).isEqualTo(Commands.hash(reference));
    assertThat(Commands.progress(directory)).isEqualTo(Commands.progress(reference));
  }

  @Test
  void aResumedRunIsSampledWithTheVersionThatTheUninterruptedOneWas() throws IOException {
    Path run = home.resolve("resumed");
    Commands.trainedHash(run, PIPELINE);
    Files.delete(run.resolve("summary.json"));
    // What is left is of iteration 9, or 6 where the disk was busy then.
    Files.delete(run.resolve("checkpoints/00000012.checkpoint"));

    Ran ran = Commands.belay("resume", run.toString(), "--workers", "1");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("Resuming at iteration ");
    assertThat(Commands.hash(run)).isEqualTo(Commands.hash(reference));
    assertThat(Commands.progress(run)).isEqualTo(Commands.progress(reference));
  }
}

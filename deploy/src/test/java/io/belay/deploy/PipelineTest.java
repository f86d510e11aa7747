package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

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
 * firm as without. What holds for every way of training is in {@link EveryAlgorithmTest}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineTest {
  private static final List<String> PIPELINE = List.of("--set", "sampling.pipeline=true");

  @TempDir private static Path home;

  private Path reference;

  @BeforeAll
  void train() {
    reference = train("reference", "--workers 1 --learner-threads 1");
  }

  @Test
  void theLagIsNoneInTheFirstIterationAndOneInEveryOther() {
    List<String> lines = Commands.progress(reference);

    assertThat(lines).hasSize(Commands.SHORT_ITERATIONS);
    assertThat(lines.getFirst()).contains("\"policyLag\":0,");
    assertThat(lines.subList(1, lines.size()))
        .allSatisfy(line -> assertThat(line).contains("\"policyLag\":1,"));
  }

  /** The first two iterations are sampled with the same version, the second update differs. */
  @Test
  void itIsAnotherRunThanWithoutAPipelineFromTheSecondUpdateOn() {
    Path without = home.resolve("without");
    Commands.trainedHash(without);

    assertThat(Commands.progress(without).getFirst())
        .isEqualTo(Commands.progress(reference).getFirst());
    assertThat(Commands.progress(without).get(1))
        .isNotEqualTo(Commands.progress(reference).get(1).replace("Lag\":1", "Lag\":0"));
    assertThat(Commands.hash(without)).isNotEqualTo(Commands.hash(reference));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--workers 2 --set sampling.block-size=2",
        "--workers 4 --set sampling.block-size=2",
        "--set sampling.block-size=1",
        "--set sampling.block-size=3",
        "--set sampling.block-size=8",
        "--learner-threads 2",
        "--learner-threads 3"
      })
  void handsChangeNoBit(String hands) {
    Path directory = train(hands.replace(' ', '_'), hands);

    assertThat(Commands.hash(directory)).isEqualTo(Commands.hash(reference));
    assertThat(Commands.progress(directory)).isEqualTo(Commands.progress(reference));
  }

  private static Path train(String name, String hands) {
    Path directory = home.resolve(name);
    List<String> arguments = new ArrayList<>(PIPELINE);
    arguments.addAll(List.of(hands.split(" ")));
    Commands.trainedHash(directory, arguments.toArray(String[]::new));
    return directory;
  }
}

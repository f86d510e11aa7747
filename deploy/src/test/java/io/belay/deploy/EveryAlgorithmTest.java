package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds for every algorithm, policy and way of sampling: neither workers nor the transport nor
 * an interruption change a bit of the parameters or of what the iterations report.
 */
@ParameterizedClass
@EnumSource
class EveryAlgorithmTest {
  private static final int ITERATIONS = 8;

  /** Eight iterations of 8 lanes of 16 steps in four blocks, with a checkpoint after each. */
  private static final List<String> SHORT =
      List.of(
          "environment.id=CartPole-v1",
          "algorithm.name=ppo",
          "policy.hidden=[8]",
          "critic.hidden=[8]",
          "sampling.block-size=2",
          "sampling.fragment-length=16",
          "training.environment-steps=1024",
          "training.checkpoint-every=1",
          "training.checkpoints-kept=8",
          "evaluation.episodes=1");

  /** What has been trained so far, by the hash of its parameters. */
  private static final Map<String, Trained> HASHES = new HashMap<>();

  @TempDir private static Path home;

  private static Path recipe = Path.of("");
  private static Path reference = Path.of("");

  @Parameter private Trained trained;

  /** What is trained, and the settings in which it differs from the others. */
  enum Trained {
    PPO,
    A2C("algorithm.name=a2c"),
    REINFORCE("algorithm.name=reinforce"),
    NPG("algorithm.name=npg"),
    QNPG("algorithm.name=qnpg"),
    TRPO("algorithm.name=trpo"),
    NORMALISED_OBSERVATIONS("policy.normalise-observations=true"),
    NORMALISED_REWARDS("policy.normalise-observations=true", "algorithm.normalise-rewards=true"),
    GAUSSIAN("environment.id=Pendulum-v1", "policy.normalise-observations=true"),
    STATE_DEPENDENT_GAUSSIAN(
        "environment.id=Pendulum-v1",
        "policy.normalise-observations=true",
        "policy.standard-deviation=state-dependent"),
    DISCOUNTED_VISITATION("sampling.visitation=discounted", "algorithm.discount=0.9"),
    PPO_IN_A_PIPELINE("sampling.pipeline=true", "policy.normalise-observations=true"),
    A2C_IN_A_PIPELINE("sampling.pipeline=true", "algorithm.name=a2c");

    private final List<String> settings;

    Trained(String... settings) {
      this.settings = List.of(settings);
    }

    Path recipe(Path directory) {
      List<String> lines = new ArrayList<>(SHORT);
      lines.addAll(settings);
      try {
        return Files.write(directory.resolve(name().toLowerCase(Locale.ROOT) + ".conf"), lines);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @BeforeParameterizedClassInvocation
  static void trainWithOneWorker(Trained trained) {
    recipe = trained.recipe(home);
    reference = train(trained + "-reference", "--workers", "1");
  }

  @Test
  void threeWorkersGiveTheSameBitsAsOne() {
    assertSame(train(trained + "-workers", "--workers", "3"));
  }

  @Test
  void loopbackTcpGivesTheSameBits() {
    assertSame(train(trained + "-tcp", "--workers", "2", "--transport", "tcp"));
  }

  @Test
  void aResumedRunGivesTheSameBits() throws IOException {
    Path run = train(trained + "-resumed", "--workers", "2");
    int resumedFrom = forgetAllButTheFirstCheckpoint(run);
    Ran ran = Commands.belay("resume", run.toString(), "--workers", "1");

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("Resuming at iteration " + resumedFrom + " ");
    assertSame(run);
  }

  @Test
  void theSettingsMakeADifference() {
    assertThat(HASHES.put(Commands.hash(reference), trained)).isNull();
  }

  @Test
  void theLearnerComputesTheLogProbabilitiesOfTheWorkers() {
    assertThat(Commands.text(reference.resolve("progress.jsonl")).lines())
        .hasSize(ITERATIONS)
        .allMatch(line -> line.contains("\"logProbabilityAudit\":0.0,"));
  }

  private static Path train(String name, String... hands) {
    Path run = home.resolve(name);
    List<String> arguments =
        new ArrayList<>(List.of("train", recipe.toString(), "--out", run.toString()));
    arguments.addAll(List.of(hands));
    Ran ran = Commands.belay(arguments.toArray(String[]::new));
    assertThat(ran.status()).as(ran.err()).isZero();
    return run;
  }

  /** Leaves a run as if it had been killed early, and gives the iterations that it has done. */
  private static int forgetAllButTheFirstCheckpoint(Path run) throws IOException {
    Files.delete(run.resolve("summary.json"));
    try (var files = Files.list(run.resolve("checkpoints"))) {
      List<Path> checkpoints = files.sorted().toList();
      for (Path later : checkpoints.subList(1, checkpoints.size())) {
        Files.delete(later);
      }
      String first = checkpoints.getFirst().getFileName().toString();
      return Integer.parseInt(first.substring(0, first.indexOf('.')));
    }
  }

  private static void assertSame(Path run) {
    assertThat(Commands.hash(run)).isEqualTo(Commands.hash(reference));
    assertThat(Commands.progress(run)).isEqualTo(Commands.progress(reference));
  }
}

package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of exact algorithms, as they are typed. */
class ExactTrainingTest {
  @TempDir private Path home;

  @Test
  void aRunOfNpgSaysWhatItReachedAndWhatIsCertain() {
    Path run = home.resolve("run");
    Ran ran = train(run, "frozenlake-npg-exact");

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("npg-exact on FrozenLake-v1 with 16 states, 4 actions")
        .contains("V*(ρ) 0.542026 at discount 0.99; mismatch ‖d*/μ‖∞ 1.23")
        .containsPattern("iteration 1/1000  value 0\\.0238\\d\\d  gap 0\\.518 ≤ 1\\.00e\\+04")
        .containsPattern("V\\(ρ\\) 0\\.542026 of V\\*\\(ρ\\) 0\\.542026, .*\\(Theorem 10\\.7\\)");
    List<String> progress = Commands.progress(run);
    assertThat(progress).hasSize(1000);
    assertThat(progress.getFirst())
        .contains("\"value\":", "\"gap\":", "\"bound\":", "\"mismatch\":", "\"parametersSha256\":");
    assertThat(Commands.summary(run))
        .contains("\"completed\" : true", "\"workers\" : 0", "\"statement\" : \"Theorem 10.7\"");
    assertThat(Commands.belay("evaluate", run.toString()).out())
        .contains("V(ρ) 0.542026 of V*(ρ) 0.542026", "after iteration 1000");
    assertThat(Commands.belay("resume", run.toString()).out()).contains("Nothing to do");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "softmax-pg",
        "log-barrier",
        "npg",
        "soft-policy-iteration",
        "trpo",
        "cpi",
        "policy-iteration"
      })
  void aRunThatLostItsEndGoesOnToTheSameBits(String algorithm) throws IOException {
    String[] settings = {
      "--set", "algorithm.iterations=12", "--set", "training.checkpoint-every=5"
    };
    String recipe = "frozenlake-" + algorithm + "-exact";
    Path whole = home.resolve("whole");
    Path torn = home.resolve("torn");
    assertThat(train(whole, recipe, settings).status()).isZero();
    assertThat(train(torn, recipe, settings).status()).isZero();
    Files.writeString(torn.resolve("checkpoints/00000012.checkpoint"), "torn");
    Files.delete(torn.resolve("summary.json"));

    Ran ran = Commands.belay("resume", torn.toString());

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("00000012.checkpoint");
    assertThat(ran.out()).contains("Resuming at iteration 10 ");
    assertThat(Commands.hash(torn)).isEqualTo(Commands.hash(whole));
    assertThat(Commands.progress(torn)).isEqualTo(Commands.progress(whole));
    assertThat(Commands.summary(torn)).contains("\"resumedFrom\" : 10,");
  }

  @Test
  void anInterruptedRunSavesItselfAndGoesOnToTheSameBits() {
    String[] settings = {
      "--set", "algorithm.iterations=30000", "--set", "training.checkpoint-every=30000"
    };
    Path whole = home.resolve("whole");
    Path run = home.resolve("interrupted");
    assertThat(train(whole, "frozenlake-cpi-exact", settings).status()).isZero();
    try (ChildProcess child =
        ChildProcess.start(
            home.resolve("out"), List.of(), arguments(run, "frozenlake-cpi-exact", settings))) {
      child.await(() -> ChildProcess.lines(run.resolve("progress.jsonl")) >= 10);
      child.signal("INT");
      assertThat(child.status()).as(child.output()).isEqualTo(130);
      assertThat(child.output()).contains("Stopped after ", "./belay resume " + run);
    }
    assertThat(Commands.summary(run)).contains("\"completed\" : false");
    assertThat(Commands.belay("resume", run.toString()).status()).isZero();
    assertThat(Commands.hash(run)).isEqualTo(Commands.hash(whole));
    assertThat(Commands.progress(run)).isEqualTo(Commands.progress(whole));
  }

  @Test
  void aClusterHasNothingToDoWithIt() {
    Ran ran = Commands.belay("submit", "frozenlake-npg-exact", "--plaintext");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("an exact algorithm samples nothing and needs no workers");
  }

  @Test
  void aSampledRunReportsTheTrueValueOfEveryVersion() {
    Path run = home.resolve("run");
    Ran ran = train(run, "frozenlake-npg", "--set", "training.environment-steps=6144");

    assertThat(ran.status()).as(ran.err()).isZero();
    // ‖d*/μ‖∞ as frozenlake-npg-exact has it: the same MDP, discount and μ.
    assertThat(Commands.progress(run))
        .hasSize(3)
        .allMatch(line -> line.contains("\"optimalValue\":0.54202593"))
        .allMatch(line -> line.contains("\"mismatch\":1.23487"))
        .allMatch(line -> line.matches(".*\"value\":0\\.0[1-9].*\"gap\":0\\.[45].*"));
  }

  @Test
  void whatIsNoFiniteMdpOrNoDistributionOverStatesIsRefusedBeforeAnythingIsMade() {
    Path run = home.resolve("run");
    Ran other = train(run, "frozenlake-npg-exact", "--set", "environment.id=CartPole-v1");
    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err()).contains("no such finite MDP: id=CartPole-v1");

    Ran box =
        train(
            run,
            "frozenlake-npg-exact",
            "--set",
            "sampling.restart={ kind = box, low = [0], high = [3] }");
    assertThat(box.status()).isEqualTo(2);
    assertThat(box.err()).contains("an exact algorithm restarts from a distribution over states");

    Ran corner =
        train(
            run,
            "frozenlake-log-barrier-exact",
            "--set",
            "sampling.restart=environment",
            "--set",
            "algorithm.barrier=none");
    assertThat(corner.status()).isEqualTo(2);
    assertThat(corner.err()).contains("Corollary 10.5 has a λ where μ is positive");
    assertThat(run).doesNotExist();
  }

  @Test
  void aRunWithoutRoomForItsProgressFailsWithASentence() throws IOException {
    Path run = home.resolve("run");
    assertThat(train(run, "frozenlake-policy-iteration-exact").status()).isZero();
    Files.delete(run.resolve("summary.json"));
    Files.delete(run.resolve("checkpoints/00000010.checkpoint"));
    Files.delete(run.resolve("progress.jsonl"));
    Files.createDirectory(run.resolve("progress.jsonl"));

    Ran ran = Commands.belay("resume", run.toString());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("a run directory can be written; make room or repair the disk");
    assertThat(Commands.summary(run)).contains("\"completed\" : false", "\"failure\" : ");
  }

  private static Ran train(Path run, String recipe, String... further) {
    return Commands.belay(arguments(run, recipe, further));
  }

  private static String[] arguments(Path run, String recipe, String... further) {
    List<String> arguments = new ArrayList<>(List.of("train", recipe, "--out"));
    arguments.add(run.toString());
    arguments.addAll(List.of(further));
    return arguments.toArray(String[]::new);
  }
}

package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import io.belay.deploy.faulty.FaultyEnvironments.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that makes the table of results, on recipes of a fraction of a second. */
class ResultsTest {
  @TempDir private Path home;

  @Test
  void aRowIsMadeOfTheSameRunsAsTrainMakes() {
    Path recipe = Commands.shortRecipe(home.resolve("tiny.conf"));
    Ran ran = results(recipe.toString(), "--seeds", "2");

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines()).first().isEqualTo("0 of 2 runs are done");
    assertThat(ran.out().lines())
        .anyMatch(line -> line.matches("tiny seed 1: return .* 1 of 2 runs done, about .* left"))
        .anyMatch(line -> line.matches("tiny seed 2: return .* 2 of 2 runs done"))
        .anyMatch(line -> line.matches("tiny: [0-9.]+ ± [0-9.]+ over 2 seeds"));
    String trained = trainedHash(recipe, "2");
    assertThat(Commands.hash(home.resolve("out/tiny-seed2"))).isEqualTo(trained);
    assertThat(Commands.text(home.resolve("out/results.json")))
        .contains("\"recipe\" : \"tiny\"", "\"environmentSteps\" : 1536", trained);
    assertThat(Commands.text(home.resolve("out/results.md"))).contains("| `tiny` | 1 536 | ");
  }

  @Test
  void finishedRunsAreKeptAndNewSeedsAdded() throws IOException {
    Path recipe = Commands.shortRecipe(home.resolve("tiny.conf"));
    results(recipe.toString(), "--seeds", "1");
    FileTime written = Files.getLastModifiedTime(home.resolve("out/tiny-seed1/summary.json"));
    Ran ran = results(recipe.toString(), "--seeds", "2");

    assertThat(ran.out())
        .startsWith("1 of 2 runs are done")
        .doesNotContain("tiny seed 1:")
        .contains("tiny seed 2:");
    assertThat(Files.getLastModifiedTime(home.resolve("out/tiny-seed1/summary.json")))
        .isEqualTo(written);
  }

  @Test
  void anInterruptedCommandGoesOnFromWhereItWas() {
    Path recipe =
        Commands.shortRecipe(home.resolve("tiny.conf"), "training.environment-steps=38400");
    String[] arguments = {
      "results", recipe.toString(), "--seeds", "2", "--out", home.resolve("out").toString()
    };
    try (ChildProcess child = ChildProcess.start(home.resolve("out.txt"), List.of(), arguments)) {
      child.await(() -> ChildProcess.lines(home.resolve("out/tiny-seed1/progress.jsonl")) >= 10);
      child.signal("INT");

      assertThat(child.status()).as(child.output()).isEqualTo(130);
      assertThat(child.output()).contains("the same command goes on from here");
    }
    assertThat(home.resolve("out/results.json")).doesNotExist();

    assertThat(Commands.belay(arguments).status()).isZero();
    assertThat(Commands.summary(home.resolve("out/tiny-seed1")))
        .doesNotContain("\"resumedFrom\" : null");
    assertThat(Commands.hash(home.resolve("out/tiny-seed1"))).isEqualTo(trainedHash(recipe, "1"));
    assertThat(home.resolve("out/results.json")).exists();
  }

  @Test
  void aRunThatFailsIsNamedAndTheOthersAreDone() {
    Path faulty =
        Commands.shortRecipe(
            home.resolve("faulty.conf"), "environment.id=" + Fault.OBSERVES_NAN.id());
    Path tiny = Commands.shortRecipe(home.resolve("tiny.conf"));
    Ran ran = results(faulty.toString(), tiny.toString(), "--seeds", "1");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains("[1/2] faulty seed 1: belay: ", "recipe=faulty, seed=1", "call again")
        .doesNotContain("tiny", "\tat ");
    assertThat(Commands.text(home.resolve("out/results.json")))
        .contains("\"tiny\"")
        .doesNotContain("faulty");
  }

  @Test
  void aRunOfAnotherRecipeIsRefusedBeforeAnythingIsTrained() {
    Path recipe = home.resolve("tiny.conf");
    results(Commands.shortRecipe(recipe).toString(), "--seeds", "1");
    Commands.shortRecipe(recipe, "algorithm.discount=0.5");
    Ran ran = results(recipe.toString(), "--seeds", "2");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("--out", "recipe=tiny, seed=1", "tiny-seed1");
    assertThat(home.resolve("out/tiny-seed2")).doesNotExist();
  }

  @Test
  void collectingTrainsNothing() {
    Path recipe = Commands.shortRecipe(home.resolve("tiny.conf"));
    results(recipe.toString(), "--seeds", "1");

    Ran unfinished = results(recipe.toString(), "--seeds", "2", "--collect");
    assertThat(unfinished.status()).isEqualTo(1);
    assertThat(unfinished.err())
        .contains("recipe=tiny, seed=2", "--collect")
        .doesNotContain("seed=1");
    assertThat(home.resolve("out/results.md")).content().contains("`tiny`");
    assertThat(results(recipe.toString(), "--seeds", "1", "--collect").out())
        .endsWith("; rows: 1\n");
    assertThat(home.resolve("out/tiny-seed2")).doesNotExist();
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThat(results("cartpole-pop", "--seeds", "1").err())
        .contains("recipe=cartpole-pop; did you mean cartpole-ppo?");
    assertThat(results("--seeds", "0", "--workers", "0").err()).contains("seeds=0", "workers=0");
    assertThat(results("cartpole", "--write").err()).contains("--write", "missing=deploy");
    assertThat(home.resolve("out")).doesNotExist();
  }

  @Test
  void recipesOfOneNameAreNotMixedUp() throws IOException {
    Path one = Commands.shortRecipe(Files.createDirectory(home.resolve("a")).resolve("tiny.conf"));
    Path other =
        Commands.shortRecipe(
            Files.createDirectory(home.resolve("b")).resolve("tiny.conf"), "sampling.lanes=4");

    assertThat(results(one.toString(), other.toString(), "--collect").err())
        .contains("different names", "recipe=" + other);
    assertThat(results(one.toString(), one.toString(), "--collect", "--seeds", "1").err())
        .containsOnlyOnce("recipe=tiny, seed=1");
  }

  private String trainedHash(Path recipe, String seed) {
    Path run = home.resolve("trained");
    Ran ran = Commands.belay("train", recipe.toString(), "--seed", seed, "--out", run.toString());
    assertThat(ran.status()).as(ran.err()).isZero();
    return Commands.hash(run);
  }

  private Ran results(String... arguments) {
    List<String> all = new ArrayList<>(List.of("results", "--out", home.resolve("out").toString()));
    all.addAll(List.of(arguments));
    return Commands.belay(all.toArray(String[]::new));
  }
}

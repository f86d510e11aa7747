package io.belay.learner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.recipe.RecipeLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  private static final String RECIPE = recipe(1);

  @TempDir private Path home;

  @Test
  void aNewRunWritesItsRecipe() {
    try (RunDirectory directory = RunDirectory.create(home.resolve("a/b"), "seed = 1\n")) {
      assertThat(directory.files().readRecipe()).isEqualTo("seed = 1\n");
    }
  }

  @Test
  void aNewRunIsRefusedWhereSomethingIs() throws IOException {
    Files.writeString(home.resolve("letter.txt"), "mine");

    assertThatThrownBy(() -> RunDirectory.create(home, ""))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("out=" + home)
        .hasMessageContaining("--out");
  }

  @Test
  void aNewRunIsRefusedWhereAFileIs() throws IOException {
    Path file = Files.writeString(home.resolve("letter.txt"), "mine");

    assertThatThrownBy(() -> RunDirectory.create(file, ""))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("out=" + file);
  }

  @Test
  void aDirectoryWithoutARecipeIsNoRun() {
    assertThatThrownBy(() -> RunDirectory.open(home))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("runDirectory=" + home);
  }

  @Test
  void oneProcessAtATimeWorksOnARun() {
    Path path = home.resolve("run");
    try (RunDirectory first = RunDirectory.create(path, "")) {
      assertThatThrownBy(() -> RunDirectory.open(first.files().root()))
          .isInstanceOf(BelayException.class)
          .hasMessageContaining("one process at a time");
    }
    RunDirectory.open(path).close();
  }

  @Test
  void aClaimMakesTheRunOrTakesWhatIsThereOfIt() {
    Path path = home.resolve("runs/run");
    try (RunDirectory made = RunDirectory.claim(path, RECIPE)) {
      assertThat(made.files().readRecipe()).isEqualTo(RECIPE);
      assertThatThrownBy(() -> RunDirectory.claim(path, RECIPE))
          .hasMessageContaining("one process at a time");
    }
    RunDirectory.claim(path, RECIPE).close();
  }

  @Test
  void aClaimWithAnotherRecipeIsRefusedAndHoldsNothing() {
    Path path = home.resolve("run");
    RunDirectory.claim(path, RECIPE).close();

    String other = recipe(2);
    assertThatThrownBy(() -> RunDirectory.claim(path, other))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("recipe it was started with")
        .hasMessageContaining("another name")
        .hasMessageContaining("recipe.conf");
    RunDirectory.claim(path, RECIPE).close();
  }

  @Test
  void aProcessThatDiedBeforeItWroteTheRecipeLeavesNothingInTheWay() throws IOException {
    Path path = Files.createDirectories(home.resolve("run"));
    Files.createFile(path.resolve("run.lock"));
    Files.writeString(path.resolve("recipe.conf.new"), "torn");

    try (RunDirectory directory = RunDirectory.claim(path, RECIPE)) {
      assertThat(directory.files().readRecipe()).isEqualTo(RECIPE);
    }
  }

  private static String recipe(int seed) {
    return RecipeLoader.render(
        RecipeLoader.parse(
            "environment.id = \"Toy-v0\", algorithm.name = ppo, training.seed = " + seed,
            "toy.conf"));
  }
}

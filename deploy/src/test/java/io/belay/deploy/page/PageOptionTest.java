package io.belay.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a run of one process is shown, as typed. */
class PageOptionTest {
  private static final String SHOWN = "The run is shown at http://127\\.0\\.0\\.1:\\d+/";

  @TempDir private Path home;

  @Test
  void aRunIsShownOnAFreePortUnlessItIsNotToBe() {
    assertThat(train("chain-npg", "training.environment-steps=512"))
        .anyMatch(line -> line.matches(SHOWN));
    assertThat(train("chain-npg", "training.environment-steps=512", "--no-page"))
        .noneMatch(line -> line.contains("http"));
  }

  @Test
  void aRunOfAnExactAlgorithmIsShownToo() {
    assertThat(train("frozenlake-npg-exact", "algorithm.iterations=3"))
        .anyMatch(line -> line.matches(SHOWN));
    assertThat(train("frozenlake-npg-exact", "algorithm.iterations=3", "--no-page"))
        .noneMatch(line -> line.contains("http"));
  }

  private List<String> train(String recipe, String setting, String... further) {
    Path directory = home.resolve(recipe + further.length);
    List<String> arguments =
        new ArrayList<>(List.of("train", recipe, "--set", setting, "--out", directory.toString()));
    arguments.addAll(List.of(further));
    Commands.Ran ran = Commands.belay(arguments.toArray(String[]::new));
    assertThat(ran.status()).as(ran.toString()).isZero();
    return ran.out().lines().toList();
  }
}

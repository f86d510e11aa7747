package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import io.belay.page.PageText;
import io.belay.recipe.RecipeLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code belay compare}, on run directories as {@code belay train} leaves them. */
class CompareTest {
  private static final String PPO =
      "environment.id = CartPole-v1, algorithm.name = ppo, name = ppo";
  private static final String TRPO =
      "environment.id = CartPole-v1, algorithm.name = trpo, name = trpo";
  private static final String EXACT =
      "environment.id = FrozenLake-v1, algorithm.name = npg-exact, name = exact";

  @TempDir private Path home;

  @Test
  void runsOfARecipeBecomeOneRowWithMeanAndInterval() {
    Path one = run("one", PPO, 1, 100, 300);
    Path two = run("two", PPO, 2, 100, 500);
    Path other = run("other", TRPO, 1, 100, 200);
    Ran ran = compare(one, two, other);

    assertThat(ran.status()).as(ran.err()).isZero();
    // mean 400, s = √20 000, t₁ = 12.7062: 12.7062 · √(20 000/2) = 1270.6
    assertThat(ran.out().lines())
        .containsSubsequence("ppo", "  seeds                     1, 2")
        .contains("  return, last 100 episodes 400.0 ± 1270.6 (unfinished)")
        .containsSubsequence("trpo", "  seeds                     1")
        .contains("  return, last 100 episodes 200.0 (unfinished)")
        .last()
        .asString()
        .isEqualTo("The curves are in " + page());
    assertThat(Commands.text(page()))
        .contains("<title>Returns on CartPole-v1, compared</title>")
        .contains("<td data-name=\"recipe\">ppo</td>", "400.0 ± 1270.6")
        .contains("\"label\":\"ppo\",\"runs\":2", "\"label\":\"trpo\",\"runs\":1");
  }

  @Test
  void finishedRunsTellTheirEvaluationAndWhenTheyWereSolved() throws IOException {
    Path run = run("one", PPO, 1, 100, 480);
    Files.writeString(
        run.resolve("summary.json"),
        """
        {"completed": true, "evaluation": {"returnMean": 499.5},
         "solved": {"threshold": 475.0, "atEnvironmentStep": 70400, "atSecond": 9.04}}
        """);

    assertThat(compare(run).out().lines())
        .contains("  return, last 100 episodes 480.0", "  return, evaluation        499.5")
        .contains("  solved                    1 of 1", "  solved at step            70 400")
        .contains("  solved at second          9.0")
        // two iterations of 256 steps in 2 s
        .contains("  steps/s                   256");
  }

  @Test
  void recipesOfOneNameAreToldApartByWhatDiffers() {
    Path slow = run("slow", PPO + ", algorithm.learning-rate = 1e-4", 1, 1, 2);
    Path fast = run("fast", PPO + ", algorithm.learning-rate = 1e-3", 1, 1, 2);

    assertThat(compare(slow, fast).out().lines())
        .contains("ppo algorithm.learning-rate=1.0E-4", "ppo algorithm.learning-rate=0.001");
  }

  @Test
  void exactAlgorithmsAreComparedByTheirValueOverIterations() throws IOException {
    Path run = run("exact", EXACT, 1, 0, 0);
    Files.writeString(
        run.resolve("progress.jsonl"),
        """
        {"iteration":0,"version":1,"environmentSteps":0,"seconds":0.1,"returnMean":null,"value":0.25}
        {"iteration":1,"version":2,"environmentSteps":0,"seconds":0.2,"returnMean":null,"value":0.5}
        """);
    Ran ran = compare(run);

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .contains("  V(ρ)                      0.500000 (unfinished)")
        .contains("  iterations/s              10");
    assertThat(Commands.text(page()))
        .contains("Values on FrozenLake-v1", "\"over\":\"iterations\"");
  }

  @Test
  void aTornLastLineIsPassedOverAndAnyOtherIsNamed() throws IOException {
    Path run = run("torn", PPO, 1, 100, 300);
    Path progress = run.resolve("progress.jsonl");
    Files.writeString(progress, Files.readString(progress) + "{\"iteration\":2,\"envir");
    assertThat(compare(run).out()).contains("300.0");

    Files.writeString(progress, "{\"iteration\":\n" + Files.readString(progress));
    Ran broken = compare(run);
    assertThat(broken.status()).isEqualTo(2);
    assertThat(broken.err()).contains("file=" + progress + ", line=1");
  }

  @Test
  void whatIsNoRunOrHasNothingToDrawIsNamedAllAtOnce() throws IOException {
    Path empty = run("empty", PPO, 1, 1, 1);
    Files.writeString(empty.resolve("progress.jsonl"), "");
    Path begun = run("begun", PPO, 2, 1, 1);
    Files.delete(begun.resolve("progress.jsonl"));
    Ran ran = compare(home.resolve("nowhere"), empty, begun);

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .contains("a run directory holds a recipe.conf", "runDirectory=" + home.resolve("nowhere"))
        .contains("has a returnMean in at least one line", "file=" + empty)
        .contains("a run that is compared has begun", "file=" + begun);
    assertThat(page()).doesNotExist();
  }

  @Test
  void runsThatCannotBeComparedAreRefused() {
    Path ppo = run("ppo", PPO, 1, 1, 2);
    Path pendulum = run("pendulum", PPO.replace("CartPole-v1", "Pendulum-v1"), 1, 1, 2);
    Path exact = run("exact", EXACT, 1, 0, 0);
    Path same = run("same", PPO, 1, 1, 2);

    assertThat(compare(ppo, pendulum).err())
        .contains("returns are compared in one environment", "CartPole-v1 in " + ppo)
        .contains("Pendulum-v1 in " + pendulum);
    assertThat(compare(ppo, exact).err()).contains("compare runs of exact algorithms");
    assertThat(compare(ppo, same).err())
        .contains(
            "two of one seed are the same run", "seed=1, runDirectories=" + ppo + ", " + same);
  }

  @Test
  void thePagesPolicyNamesItsPartsByTheirHashAndItAsksForNothing() {
    assertThat(compare(run("one", PPO, 1, 1, 2)).status()).isZero();
    String page = Commands.text(page());
    List<String> scripts = contents(page, "script");
    List<String> styles = contents(page, "style");

    assertThat(page)
        .contains(
            "content=\"default-src 'none'; script-src %s %s; style-src %s %s; base-uri 'none'; form-action 'none'\""
                .formatted(
                    PageText.source(scripts.get(0)),
                    PageText.source(scripts.get(1)),
                    PageText.source(styles.get(0)),
                    PageText.source(styles.get(1))));
    assertThat(page.replaceAll("(?s)<script>.*?</script>", ""))
        .doesNotContainPattern("(src|href|srcset|action)\\s*=\\s*\"")
        .doesNotContain("@import", "url(");
  }

  @Test
  void helpSaysWhatTheCommandIsFor() {
    assertThat(Commands.belay("compare", "--help").out())
        .contains("Compare runs in one environment", "RUN_DIR...", "--out=FILE")
        .containsPattern("95\\s+% confidence interval");
  }

  @Test
  void namesAreEscaped() {
    Path directory = run("a<b>&\"c\"", PPO, 1, 1, 2);

    assertThat(compare(directory).status()).isZero();
    assertThat(Commands.text(page())).contains("a&lt;b&gt;&amp;&quot;c&quot;");
  }

  private static List<String> contents(String page, String tag) {
    return Pattern.compile("<%s>(.*?)</%s>".formatted(tag, tag), Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private Path page() {
    return home.resolve("page.html");
  }

  private Ran compare(Path... runs) {
    String[] arguments = new String[runs.length + 3];
    arguments[0] = "compare";
    arguments[1] = "--out";
    arguments[2] = page().toString();
    for (int i = 0; i < runs.length; i++) {
      arguments[i + 3] = runs[i].toString();
    }
    return Commands.belay(arguments);
  }

  /** A run of two iterations of 256 steps, a second each, with these returns. */
  private Path run(String name, String recipe, long seed, double first, double last) {
    Path directory = home.resolve(name);
    String line =
        "{\"iteration\":%d,\"version\":%d,\"environmentSteps\":%d,\"seconds\":%d,\"returnMean\":%s,\"value\":0.5}\n";
    try {
      Files.createDirectories(directory);
      Files.writeString(
          directory.resolve("recipe.conf"),
          RecipeLoader.render(RecipeLoader.parse(recipe + ", training.seed = " + seed, "r.conf")));
      Files.writeString(
          directory.resolve("progress.jsonl"),
          line.formatted(0, 1, 256, 1, first) + line.formatted(1, 2, 512, 2, last));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

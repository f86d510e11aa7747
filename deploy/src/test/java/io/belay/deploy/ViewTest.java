package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.belay.deploy.Commands.Ran;
import io.belay.deploy.faulty.FaultyEnvironments.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code --table} and {@code --json}: what standard output has, and that no bit depends on it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewTest {
  @TempDir private static Path home;

  private Ran table;
  private Ran json;

  @BeforeAll
  void train() {
    table = Commands.belay(Commands.shortTraining(home.resolve("table"), "--table", "5"));
    json = Commands.belay(Commands.shortTraining(home.resolve("json"), "--json", "--tensorboard"));
  }

  @Test
  void tablesTakeThePlaceOfProgressLines() {
    assertThat(table.status()).as(table.err()).isZero();
    assertThat(table.out().lines().filter(line -> line.contains("|    total_timesteps ")))
        .extracting(line -> line.replaceAll("\\D", ""))
        // after 5, 10 and all 12 iterations of 128 steps
        .containsExactly("640", "1280", "1536");
    assertThat(table.out())
        .contains("| rollout/ ", "|    ep_rew_mean ", "|    approx_kl ", "|    n_updates ")
        .contains("Training cartpole", "Return over 5 episodes")
        .doesNotContain("iteration 1/12", "\u001b");
  }

  @Test
  void aTableWithoutANumberLeavesTheRecipeAlone() {
    Ran ran = Commands.belay("train", "--table", "no-such-recipe");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("recipe=no-such-recipe");
  }

  @Test
  void standardOutputIsAnObjectALineAndNothingElse() {
    assertThat(json.status()).as(json.err()).isZero();
    List<Map<String, String>> lines = json.out().lines().map(ViewTest::members).toList();

    assertThat(lines)
        .extracting(line -> line.get("type"))
        .startsWith("begin", "iteration")
        .endsWith("iteration", "end")
        .hasSize(1 + Commands.SHORT_ITERATIONS + 1);
    assertThat(lines.getFirst())
        .containsEntry("recipe", "cartpole")
        .containsEntry("iterations", "12")
        .containsEntry("runDirectory", home.resolve("json").toString());
    assertThat(lines.getLast())
        .containsEntry("status", "0")
        .containsEntry("completed", "true")
        .containsEntry("parametersSha256", Commands.hash(home.resolve("json")));
  }

  @Test
  void anIterationHasTheMembersOfItsLineOfProgress() {
    List<String> progress = Commands.text(home.resolve("json/progress.jsonl")).lines().toList();

    assertThat(json.out().lines().filter(line -> line.contains("\"type\":\"iteration\"")))
        .containsExactlyElementsOf(
            progress.stream().map(line -> "{\"type\":\"iteration\"," + line.substring(1)).toList());
  }

  @Test
  void wordsGoToStandardError() {
    assertThat(json.err())
        .contains("Training cartpole", "Return over 5 episodes", "The run is in")
        .doesNotContain("iteration 1/12");
  }

  @Test
  void noBitDependsOnWhatIsShown() {
    assertThat(Commands.hash(home.resolve("json"))).isEqualTo(Commands.hash(home.resolve("table")));
    assertThat(Commands.progress(home.resolve("json")))
        .isEqualTo(Commands.progress(home.resolve("table")));
  }

  @Test
  void aFinishedRunHasNothingButItsEnd() {
    Ran again = Commands.belay("resume", home.resolve("table").toString(), "--json");

    assertThat(again.out().lines().map(line -> members(line).get("type"))).containsExactly("end");
    assertThat(again.err()).contains("Nothing to do");
  }

  @Test
  void exactAlgorithmsHaveFiguresOfTheirOwn() {
    Path directory = home.resolve("exact");
    String[] recipe = {"frozenlake-npg-exact", "--set", "algorithm.iterations=40", "--out"};
    Ran shown =
        Commands.belay(
            "train",
            recipe[0],
            recipe[1],
            recipe[2],
            recipe[3],
            directory + "-table",
            "--table=20");
    Ran told =
        Commands.belay(
            "train", recipe[0], recipe[1], recipe[2], recipe[3], directory + "-json", "--json");

    assertThat(shown.status()).as(shown.err()).isZero();
    assertThat(shown.out().lines().filter(line -> line.contains("|    gap "))).hasSize(2);
    assertThat(told.out().lines().toList()).hasSize(42);
    assertThat(members(told.out().lines().skip(40).findFirst().orElseThrow()))
        .containsEntry("type", "iteration")
        .containsEntry("iteration", "39")
        .containsKeys("value", "gap", "bound");
  }

  @Test
  void bothAtOnceAndIntervalsOfNothingAreRefusedBeforeAnythingIsMade() {
    Path directory = home.resolve("refused");
    Ran both = Commands.belay(Commands.shortTraining(directory, "--table", "--json"));
    Ran none = Commands.belay(Commands.shortTraining(directory, "--table", "0"));

    assertThat(both.status()).isEqualTo(2);
    assertThat(both.out()).isEmpty();
    assertThat(both.err()).contains("standard output is for people or for programs");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("table=0; use --table 1 or more");
    assertThat(directory).doesNotExist();
  }

  @Test
  void aFailureIsToldInTheEnd() {
    Fault fault = Fault.THROWS_IN_STEP;
    Ran failed =
        Commands.belay(
            Commands.shortTraining(
                home.resolve("failed"), "--json", "--set", "environment.id=" + fault.id()));

    assertThat(members(failed.out().lines().toList().getLast()))
        .containsEntry("type", "end")
        .containsEntry("status", "1")
        .hasEntrySatisfying("failure", why -> assertThat(why).contains(fault.id()));
    assertThat(failed.err()).contains("belay: ");
  }

  @Test
  void aRunThatCannotBeginTellsNothing() {
    Ran taken = Commands.belay(Commands.shortTraining(home.resolve("json"), "--json"));

    assertThat(taken.status()).isEqualTo(2);
    assertThat(taken.out()).isEmpty();
    assertThat(taken.err()).contains("a new run starts in an empty directory");
  }

  /** The members of an object; what has an inside is left out. */
  private static Map<String, String> members(String line) {
    Map<String, String> members = new LinkedHashMap<>();
    try (JsonParser json = new JsonFactory().createParser(line)) {
      assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        if (json.currentToken().isScalarValue()) {
          members.put(name, json.getText());
        }
        json.skipChildren();
      }
      assertThat(json.nextToken()).as("nothing behind the object").isNull();
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
    return members;
  }
}

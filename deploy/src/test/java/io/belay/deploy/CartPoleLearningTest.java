package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import io.belay.deploy.results.ShippedResults;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, at full length. */
@Tag("learning")
class CartPoleLearningTest {
  private static final Pattern RETURN_MEAN = Pattern.compile("\"returnMean\" : ([0-9.]+)");

  @TempDir private Path home;

  @Test
  void cartPoleIsSolved() {
    Path run = home.resolve("run");
    Ran ran = Commands.belay("train", "cartpole", "--seed", "1", "--out", run.toString());

    assertThat(ran.status()).as(ran.err()).isZero();
    Matcher matcher = RETURN_MEAN.matcher(Commands.summary(run));
    assertThat(matcher.find()).isTrue();
    // Gymnasium's threshold for CartPole-v1.
    assertThat(Double.parseDouble(matcher.group(1))).isGreaterThanOrEqualTo(475);
    assertIsWhatTheTableSays(run);
  }

  /** The table of results names the parameters that anyone comes to with a recipe and a seed. */
  private static void assertIsWhatTheTableSays(Path run) {
    ShippedResults.load()
        .measured()
        .find("cartpole")
        .ifPresent(row ->
            assertThat(Commands.hash(run)).isEqualTo(row.seeds().getFirst().parametersSha256()));
  }
}

package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own finite MDP is an environment like any other. */
class FiniteMdpTrainingTest {
  private static final Pattern RETURN_MEAN = Pattern.compile("\"returnMean\" : ([0-9.]+)");

  /** Work (0) earns 1 and may end the contract, waiting (1) earns nothing. */
  private static final String CONTRACT =
      """
      {"states": 2, "actions": 2, "startDistribution": [0.5, 0.5], "maxEpisodeSteps": 20,
       "transitions": [[0, 0, 1, 0.9, 1, false], [0, 0, 0, 0.1, 1, true], [0, 1, 1, 1, 0, false],
                       [1, 0, 0, 0.9, 1, false], [1, 0, 0, 0.1, 1, true], [1, 1, 0, 1, 0, false]]}
      """;

  @TempDir private Path home;

  @Test
  void anMdpInJsonTrainsWithTheSameBitsOnAnyNumberOfWorkers() throws IOException {
    Path file = Files.writeString(home.resolve("contract.json"), CONTRACT);
    Ran one = train(file, home.resolve("one"), 1);
    Ran two = train(file, home.resolve("two"), 2);

    assertThat(one.status()).as(one.err()).isZero();
    assertThat(two.status()).as(two.err()).isZero();
    assertThat(Commands.hash(home.resolve("two"))).isEqualTo(Commands.hash(home.resolve("one")));
    assertThat(Commands.summary(home.resolve("one"))).contains("mdp:" + file);
    // Who always works earns 1 a step until the end, at most 20: Σ_{t<20} 0.9ᵗ = 8.8 on average,
    // with σ = 6.1 an episode and 0.6 over 100; who chooses by a coin earns half a step's reward.
    Matcher returns = RETURN_MEAN.matcher(Commands.summary(home.resolve("one")));
    assertThat(returns.find()).isTrue();
    assertThat(Double.parseDouble(returns.group(1))).isBetween(6.4, 11.2);
  }

  private static Ran train(Path mdp, Path out, int workers) {
    return Commands.belay(
        "train",
        "frozenlake-npg",
        "--set",
        "environment.id=mdp:" + mdp,
        "--set",
        "training.environment-steps=20480",
        "--workers",
        Integer.toString(workers),
        "--out",
        out.toString());
  }

  @Test
  void familiesAreListedWithTheEnvironments() {
    assertThat(Commands.belay("environments").out().lines())
        .anyMatch(line -> line.matches("Taxi-v4 +observes 1 of 500, acts 1 of 6, 200 steps.*"))
        .anyMatch(line -> line.startsWith("chain:H "))
        .anyMatch(line -> line.startsWith("mdp:FILE "));
  }
}

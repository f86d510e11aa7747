package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import org.junit.jupiter.api.Test;

/** What there is, one line each. */
class ListingsTest {
  private static final String RESULT = "(not measured|-?[0-9.]+ ± [0-9.]+)";

  @Test
  void recipesAreInGroupsByEnvironmentWithAlgorithmStepsAndResult() {
    Ran ran = Commands.belay("recipes");

    assertThat(ran.status()).isZero();
    assertThat(ran.out().lines().toList())
        .contains("CartPole-v1")
        .anyMatch(line -> line.matches("  cartpole, cartpole-ppo +ppo +100 000 +" + RESULT))
        .anyMatch(line -> line.matches("  cartpole-cleanrl +ppo +500 000 +" + RESULT))
        .anyMatch(line -> line.matches("  frozenlake-npg-exact +npg-exact +none +computed"))
        .allMatch(line -> line.length() <= 100);
  }

  @Test
  void recipesAreDescribedWhereThatIsAskedFor() {
    assertThat(Commands.belay("recipes", "--describe").out().lines())
        .anyMatch(line -> line.startsWith("      CartPole-v1 by PPO"));
  }

  @Test
  void environmentsHaveAnIdAndTheirSpaces() {
    Ran ran = Commands.belay("environments");

    assertThat(ran.status()).isZero();
    assertThat(ran.out().lines())
        .anyMatch(line ->
            line.matches(
                "CartPole-v1 +observes 4 numbers, acts 1 of 2, 500 steps, solved at 475.0"));
  }
}

package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import org.junit.jupiter.api.Test;

/** What there is, one line each. */
class ListingsTest {
  @Test
  void recipesHaveANameAndADescription() {
    Ran ran = Commands.belay("recipes");

    assertThat(ran.status()).isZero();
    assertThat(ran.out().lines())
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(line -> line.matches("[a-z0-9-]+ +[A-Z].{10,}"))
        .anyMatch(line -> line.startsWith("cartpole "));
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

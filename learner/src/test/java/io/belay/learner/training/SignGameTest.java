package io.belay.learner.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every algorithm learns the smallest thing there is to learn. */
class SignGameTest {
  private static final int ITERATIONS = 60;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name = ppo, learning-rate = 1e-2, minibatch-size = 64, epochs = 4",
        "name = a2c, learning-rate = 1e-2",
        "name = a2c, learning-rate = 3e-2, optimizer.kind = adam, entropy-coefficient = 0.01",
        "name = reinforce, learning-rate = 3e-2, baseline = none, critic.epochs = 1",
        "name = reinforce, learning-rate = 3e-2, baseline = batch-mean, critic.epochs = 1",
        "name = reinforce, learning-rate = 3e-2, baseline = critic, critic.learning-rate = 1e-2"
      })
  void itIsLearnt(String algorithm) {
    // 128 guesses are right 64 ± 6 times.
    assertThat(new SignGame(algorithm).train(1)).isBetween(0.3, 0.7);
    assertThat(new SignGame(algorithm).train(ITERATIONS)).isGreaterThan(0.9);
  }
}

package io.belay.coordinator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IdleWindowTest {
  private final IdleWindow window = new IdleWindow();

  @Test
  void noRatioBeforeTheFirstIteration() {
    assertThat(window.ratio()).isNaN();
  }

  @Test
  void longIterationsCountWhileTheyFitIntoTenSeconds() {
    window.add(4, 4);
    window.add(1, 5);
    assertThat(window.ratio()).as("5 of 9 s").isEqualTo(5.0 / 9, within(1e-12));

    window.add(0, 4);
    assertThat(window.ratio()).as("the first has left: 1 of 9 s").isEqualTo(1.0 / 9, within(1e-12));

    window.add(15, 20);
    assertThat(window.ratio()).as("the newest counts however long it took").isEqualTo(0.75);
  }

  @Test
  void ofShortIterationsTheLastHundredCount() {
    for (int i = 0; i < 100; i++) {
      window.add(0.001, 0.001);
    }
    for (int i = 0; i < 25; i++) {
      window.add(0, 0.001);
    }

    assertThat(window.ratio()).isEqualTo(0.75, within(1e-12));
  }
}

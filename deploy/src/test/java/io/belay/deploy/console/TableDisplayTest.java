package io.belay.deploy.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.figures.Reports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableDisplayTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @Test
  void aTableIsShownEveryFewIterationsAndAfterTheLast() {
    show(false);

    assertThat(text().lines().filter(line -> line.contains("iterations")))
        .extracting(line -> line.replaceAll("\\D", ""))
        .containsExactly("5", "10", "12");
    assertThat(text()).doesNotContain("the line");
  }

  @Test
  void onATerminalTheProgressLineGoesOnBelow() {
    show(true);

    assertThat(text()).contains("\r\u001b[K\u001b[?7lthe line");
  }

  @ParameterizedTest
  @CsvSource({
    // 391 / 20 = 19; 100 000 steps would be 390 iterations of 256
    "391, 256, 19",
    // 100 000 / 2048 = 48, long before a twentieth of the run
    "100000, 2048, 48",
    "3, 256, 1",
    // one iteration has more than 100 000 steps
    "1000, 200000, 1",
    // nothing is sampled
    "200, 0, 10"
  })
  void theIntervalThatNobodyChoseSuitsTheRun(int iterations, int steps, int expected) {
    assertThat(TableDisplay.interval(iterations, steps)).isEqualTo(expected);
  }

  private void show(boolean interactive) {
    PrintStream stream = new PrintStream(shown, true, StandardCharsets.UTF_8);
    Terminal terminal = Terminal.of(stream, stream, interactive);
    TableDisplay display =
        new TableDisplay(
            terminal,
            report -> new TreeMap<>(Map.of("time/iterations", report.iteration() + 1L)),
            5,
            12,
            (_, line) -> terminal.inPlace(line.get()));
    for (int i = 0; i < 12; i++) {
      display.show(Reports.of(i, 0, Map.of()), () -> "the line");
    }
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}

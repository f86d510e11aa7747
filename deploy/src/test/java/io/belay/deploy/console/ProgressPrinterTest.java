package io.belay.deploy.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.IterationReport;
import io.belay.control.Quantiles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressPrinterTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong();

  @Test
  void plainOutputHasTheFirstTheLastAndALineASecondBetween() {
    ProgressPrinter printer = printer(false);
    for (int i = 0; i < 391; i++) {
      printer.show(report(i));
      now.addAndGet(Duration.ofMillis(10).toNanos());
    }
    // 391 iterations of 10 ms: the first, then at 1, 2 and 3 s, then the last at 3.9 s
    assertThat(text().lines())
        .extracting(line -> line.split(" ", 3)[1])
        .containsExactly("1/391", "101/391", "201/391", "301/391", "391/391");
  }

  @Test
  void aTerminalIsWrittenOverTenTimesASecond() {
    ProgressPrinter printer = printer(true);
    for (int i = 0; i < 100; i++) {
      printer.show(report(i));
      now.addAndGet(Duration.ofMillis(10).toNanos());
    }
    assertThat(text()).doesNotContain("\n");
    assertThat(text().split("\r", -1)).hasSize(1 + 10);
  }

  @Test
  void theLastLineStays() {
    printer(true).show(report(390));

    assertThat(text()).endsWith(System.lineSeparator());
  }

  @Test
  void aLineSaysIterationStepsSpeedReturnKlAndTimeLeft() {
    printer(false).show(report(120));

    // (100096 − 30976) steps ÷ 1000 steps/s = 69.12 s
    assertThat(text().strip())
        .isEqualTo("iteration 121/391  steps 30976  1000/s  return 187.3  kl 0.0041  left 1m 9s");
  }

  @Test
  void aLongLineIsCutOffAtTheEdgeAndNotWrapped() {
    printer(true).show(report(0));

    assertThat(text()).startsWith("\r\u001b[K\u001b[?7literation 1/391").endsWith("\u001b[?7h");
  }

  private ProgressPrinter printer(boolean interactive) {
    PrintStream stream = new PrintStream(shown, true, StandardCharsets.UTF_8);
    return new ProgressPrinter(Terminal.of(stream, stream, interactive), 391, 100_096, now::get);
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  private static IterationReport report(int iteration) {
    return new IterationReport(
        iteration,
        iteration + 1,
        256L * (iteration + 1),
        1,
        1000,
        1,
        187.3,
        Quantiles.NONE,
        20,
        Quantiles.NONE,
        0,
        "",
        Map.of("klMean", 0.0041),
        Map.of(),
        0,
        0,
        0,
        new double[0],
        new int[0],
        0);
  }
}

package io.belay.learner.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.IterationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressLogTest {
  @TempDir private Path home;

  @Test
  void aLineHasEveryMemberInAFixedOrder() throws IOException {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("klMean", 0.5);
    figures.put("entropy", Double.NaN);
    IterationReport report =
        new IterationReport(
            4,
            5,
            1280,
            0.1234567,
            10400.6,
            7,
            20.5,
            21,
            0,
            "ab",
            figures,
            Map.of("wait", 0.25),
            new double[0],
            new int[0],
            0);

    assertThat(ProgressLine.of(report))
        .isEqualTo(
            """
            {"iteration":4,"version":5,"environmentSteps":1280,"seconds":0.123457,"stepsPerSecond":10401,"episodes":7,\
            "returnMean":20.5,"episodeLengthMean":21.0,"klMean":0.5,"entropy":null,"policyLag":0,"parametersSha256":"ab",\
            "phaseSeconds":{"wait":0.25}}
            """);
  }

  @Test
  void everyLineIsThereAtOnce() throws IOException {
    Path path = home.resolve("progress.jsonl");
    try (ProgressLog log = ProgressLog.open(path, 0)) {
      log.append(report(0));
      assertThat(Files.readAllLines(path)).hasSize(1);

      log.append(report(1));
      assertThat(Files.readAllLines(path)).hasSize(2);
    }
  }

  @Test
  void reopeningCutsBackToTheIteration() throws IOException {
    Path path = home.resolve("progress.jsonl");
    try (ProgressLog log = ProgressLog.open(path, 0)) {
      for (int i = 0; i < 5; i++) {
        log.append(report(i));
      }
    }
    Files.writeString(path, "{\"iteration\":5,\"ver", StandardOpenOption.APPEND);
    try (ProgressLog log = ProgressLog.open(path, 3)) {
      log.append(report(3));
    }
    assertThat(Files.readAllLines(path))
        .extracting(line -> line.substring(0, 15))
        .containsExactly(
            "{\"iteration\":0,", "{\"iteration\":1,", "{\"iteration\":2,", "{\"iteration\":3,");
  }

  private static IterationReport report(int iteration) {
    return new IterationReport(
        iteration,
        iteration + 1,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        "",
        Map.of(),
        Map.of(),
        new double[0],
        new int[0],
        0);
  }
}

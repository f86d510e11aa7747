package io.belay.learner.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.IterationReport;
import io.belay.control.Quantiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
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
            new Quantiles(9, 20, 33.4),
            21,
            Quantiles.NONE,
            0,
            "ab",
            figures,
            Map.of("wait", 0.25),
            0.0123456,
            Double.NaN,
            0,
            new double[0],
            new int[0],
            0);

    assertThat(ProgressLine.of(report))
        .isEqualTo(
            """
            {"iteration":4,"version":5,"environmentSteps":1280,"seconds":0.123457,"stepsPerSecond":10401,"episodes":7,\
            "returnMean":20.5,"returnQuantiles":{"q10":9.0,"q50":20.0,"q90":33.4},\
            "episodeLengthMean":21.0,"lengthQuantiles":{"q10":null,"q50":null,"q90":null},\
            "klMean":0.5,"entropy":null,"policyLag":0,"parametersSha256":"ab",\
            "stragglerSeconds":0.012346,"broadcastSeconds":null,"phaseSeconds":{"wait":0.25}}
            """);
  }

  @Test
  void everyLineIsThereAtOnce() throws IOException {
    Path path = home.resolve("progress.jsonl");
    try (ProgressLog log = ProgressLog.open(path, 0)) {
      log.append(Reports.of(0));
      assertThat(Files.readAllLines(path)).hasSize(1);

      log.append(Reports.of(1));
      assertThat(Files.readAllLines(path)).hasSize(2);
    }
  }

  @Test
  void reopeningCutsBackToTheIteration() throws IOException {
    Path path = home.resolve("progress.jsonl");
    try (ProgressLog log = ProgressLog.open(path, 0)) {
      for (int i = 0; i < 5; i++) {
        log.append(Reports.of(i));
      }
    }
    Files.writeString(path, "{\"iteration\":5,\"ver", StandardOpenOption.APPEND);
    try (ProgressLog log = ProgressLog.open(path, 3)) {
      log.append(Reports.of(3));
    }
    assertThat(Files.readAllLines(path))
        .extracting(line -> line.substring(0, 15))
        .containsExactly(
            "{\"iteration\":0,", "{\"iteration\":1,", "{\"iteration\":2,", "{\"iteration\":3,");
  }

  @Test
  void aLogThatBeginsLaterIsCutByTheNumberOfItsLines() throws IOException {
    Path path = home.resolve("progress.jsonl");
    // Taken over without the file at iteration 120, twice.
    for (int start : new int[] {0, 120}) {
      try (ProgressLog log = ProgressLog.open(path, start)) {
        for (int i = start; i < start + 4; i++) {
          log.append(Reports.of(i));
        }
      }
    }
    ProgressLog.open(path, 122).close();
    assertThat(iterations(path)).containsExactly(0, 1, 2, 3, 120, 121);

    ProgressLog.open(path, 3).close();
    assertThat(iterations(path)).containsExactly(0, 1, 2);
  }

  @Test
  void whatFollowsATornLineIsDropped() throws IOException {
    Path path = home.resolve("progress.jsonl");
    Files.writeString(path, "{\"iteration\":0,\"a\":1}\n{\"iterat\n{\"iteration\":2,\"a\":1}\n");
    ProgressLog.open(path, 9).close();

    assertThat(iterations(path)).containsExactly(0);
  }

  private static List<Integer> iterations(Path path) throws IOException {
    return Files.readAllLines(path).stream()
        .map(line -> Integer.parseInt(line, "{\"iteration\":".length(), line.indexOf(','), 10))
        .toList();
  }
}

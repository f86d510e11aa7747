package io.belay.coordinator.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.coordinator.run.RecordedRun;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of meters is the code's, row by row. */
class MeterTableTest {

  @Test
  void readmeListsEveryMeterAsItIs() throws Exception {
    List<String> documented =
        Files.readAllLines(Path.of("README.md"), UTF_8).stream()
            .filter(line -> line.startsWith("| `belay."))
            .toList();

    assertThat(documented)
        .extracting(MeterTableTest::withoutAdvice)
        .containsExactlyElementsOf(rows());
    assertThat(documented)
        .allSatisfy(line -> assertThat(line).matches(".* \\| [^| ][^|]*[.?] \\|$"));
  }

  /** The last column, what to do when a meter moves, is written for people alone. */
  private static String withoutAdvice(String line) {
    return line.substring(0, line.lastIndexOf('|', line.length() - 2) + 1);
  }

  private static TreeSet<String> rows() {
    TreeSet<String> rows = new TreeSet<>();
    try (CoordinatorMetrics metrics =
        new CoordinatorMetrics("0.1.0", "coordinator", System::nanoTime)) {
      RecordedRun.events().forEach(event -> metrics.onEvent(event, System.nanoTime()));
      metrics.meters().stream()
          .map(Meter::getId)
          .filter(id -> id.getName().startsWith("belay."))
          .map(MeterTableTest::row)
          .forEach(rows::add);
    }
    rows.add(
        row(
            ReturnHistogram.NAME,
            "histogram",
            "",
            "algorithm, environment, run",
            ReturnHistogram.DESCRIPTION));
    return rows;
  }

  private static String row(Meter.Id id) {
    String unit = id.getType() == Meter.Type.TIMER ? "seconds" : id.getBaseUnit();
    String tags = id.getTags().stream().map(Tag::getKey).collect(Collectors.joining(", "));
    return row(
        id.getName(),
        type(id),
        unit == null ? "" : unit,
        tags,
        String.valueOf(id.getDescription()));
  }

  private static String type(Meter.Id id) {
    return id.getType() == Meter.Type.DISTRIBUTION_SUMMARY
        ? "histogram"
        : id.getType().name().toLowerCase(Locale.ROOT);
  }

  private static String row(
      String name, String type, String unit, String tags, String description) {
    return "| `%s` | %s | %s | %s | %s |".formatted(name, type, unit, tags, description);
  }
}

package io.belay.deploy.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a process showed to a scrape, in Prometheus' text format: the families of Belay's own
 * meters, each as the READMEs describe one.
 *
 * @param text the answer
 */
record ScrapedMeters(String text) {
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
  private static final Pattern ROW =
      Pattern.compile("\\| `belay[^`]+` \\| (counter|gauge|histogram|timer) \\|.*");

  /** What a README says of a meter, or a scrape of a family: all but what a person is to do. */
  private record Family(String type, String labels, String help) {}

  /** How many series there are, those of all buckets and of the JVM too. */
  long series() {
    return text.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).count();
  }

  /** Every family is described in one of the READMEs as it is. */
  void assertDescribedIn(Path... readmes) {
    Map<String, Family> described = described(readmes);
    assertThat(families())
        .isNotEmpty()
        .allSatisfy((name, family) -> {
          assertThat(described).as("meters in %s", List.of(readmes)).containsKey(name);
          assertThat(family).as(name).isEqualTo(described.get(name));
        });
  }

  /** Every meter that a README describes is there. */
  void assertAllOf(Path readme) {
    assertThat(families().keySet()).containsAll(described(readme).keySet());
  }

  /**
   * What promtool finds to say about it.
   *
   * @param file may be written to
   * @throws IOException where promtool is not installed: it is in Debian's package prometheus
   */
  String findings(Path file) throws IOException, InterruptedException {
    Files.writeString(file, text);
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(file.toFile())
            .redirectErrorStream(true)
            .start();
    String findings = new String(promtool.getInputStream().readAllBytes(), UTF_8);
    assertThat(promtool.waitFor()).as(findings).isZero();
    return findings;
  }

  private Map<String, Family> families() {
    Map<String, Family> families = new TreeMap<>();
    text.lines()
        .filter(line -> line.startsWith("# TYPE belay_") && !line.contains("_max "))
        .map(line -> line.split(" ", -1))
        .filter(line -> samples(line[2]).findAny().isPresent())
        .forEach(
            line -> families.put(line[2], new Family(line[3], labels(line[2]), help(line[2]))));
    return families;
  }

  private String labels(String family) {
    return samples(family)
        .flatMap(line -> LABEL.matcher(line).results())
        .map(label -> label.group(1))
        .filter(label -> !label.equals("le"))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  private Stream<String> samples(String family) {
    Pattern sample = Pattern.compile(family + "(_bucket|_count|_sum)?[{ ].*");
    return text.lines().filter(line -> sample.matcher(line).matches());
  }

  private String help(String family) {
    String prefix = "# HELP " + family + " ";
    return text.lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }

  private static Map<String, Family> described(Path... readmes) {
    Map<String, Family> described = new TreeMap<>();
    for (Path readme : readmes) {
      for (String line : lines(readme)) {
        if (ROW.matcher(line).matches()) {
          List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
          String meter = cells.get(1).replace("`", "");
          described.put(
              name(meter, cells.get(2), cells.get(3)),
              new Family(type(meter, cells.get(2)), cells.get(4), cells.get(5)));
        }
      }
    }
    return described;
  }

  /** As Micrometer names meters for Prometheus. */
  private static String name(String meter, String type, String unit) {
    String name = meter.replace('.', '_');
    String withUnit = unit.isEmpty() || name.endsWith(unit) ? name : name + "_" + unit;
    return type.equals("counter") ? withUnit + "_total" : withUnit;
  }

  /** A timer is a histogram where it has buckets. */
  private static String type(String meter, String type) {
    return switch (type) {
      case "timer" -> meter.equals("belay.iteration.duration") ? "histogram" : "summary";
      default -> type;
    };
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

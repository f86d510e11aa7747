package io.belay.deploy.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The meters in the tables of the modules' READMEs, which tests there hold to the code, and the
 * names that Prometheus knows them by.
 */
public final class DocumentedMeters {
  private static final Pattern ROW =
      Pattern.compile("\\| `(belay\\.[a-z.]+)` \\| (\\w+) \\| (\\w*) \\| ([a-z, ]*) \\|.*");

  private static final Pattern METRIC = Pattern.compile("\\b(belay|jvm|process)_[a-z_]+\\b");

  /**
   * A row.
   *
   * @param type as Micrometer names it, and histogram
   * @param tags names of its tags
   */
  record Meter(String name, String type, String unit, Set<String> tags) {

    /** The series' names. */
    Set<String> series() {
      String base = name.replace('.', '_');
      String named = unit.isEmpty() || base.endsWith("_" + unit) ? base : base + "_" + unit;
      return switch (type) {
        case "counter" -> Set.of(named + "_total");
        case "gauge" -> Set.of(named);
        case "timer" -> Set.of(named + "_bucket", named + "_count", named + "_sum", named + "_max");
        case "histogram" -> Set.of(named + "_bucket", named + "_count", named + "_sum");
        default -> throw new AssertionError("unknown type of meter: " + this);
      };
    }

    boolean ofRun() {
      return tags.contains("run");
    }
  }

  /** Series that servers of a cluster add to their process's meters. */
  private static final Set<String> ADDED_BY_SERVERS =
      Set.of("belay_calls_refused_total", "belay_cluster_messages_refused_total");

  private static final DocumentedMeters ALL = read();

  private final List<Meter> meters;

  private DocumentedMeters(List<Meter> meters) {
    this.meters = meters;
  }

  /** Those of all modules. */
  public static DocumentedMeters all() {
    return ALL;
  }

  private static DocumentedMeters read() {
    return new DocumentedMeters(
        Stream.of("coordinator", "learner", "rollout-worker", "deploy")
            .map(module -> Path.of("..", module, "README.md"))
            .flatMap(DocumentedMeters::lines)
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(row ->
                new Meter(
                    row.group(1),
                    row.group(2),
                    row.group(3),
                    Stream.of(row.group(4).split(", "))
                        .filter(tag -> !tag.isBlank())
                        .collect(Collectors.toSet())))
            .toList());
  }

  List<Meter> meters() {
    return meters;
  }

  /** Tags of all meters. */
  public Set<String> tags() {
    return meters.stream().flatMap(meter -> meter.tags().stream()).collect(Collectors.toSet());
  }

  public boolean known(String series) {
    return ADDED_BY_SERVERS.contains(series)
        || meters.stream().anyMatch(meter -> meter.series().contains(series));
  }

  /** Whether a series is of a run, and so has its labels. */
  boolean ofRun(String series) {
    return meters.stream().anyMatch(meter -> meter.ofRun() && meter.series().contains(series));
  }

  /** Whether processes of several roles have series of this name. */
  boolean ofSeveralRoles(String series) {
    return meters.stream().filter(meter -> meter.series().contains(series)).count() > 1;
  }

  /** The metrics that an expression names, without recorded ones. */
  public static Set<String> in(String expression) {
    return METRIC
        .matcher(expression.replaceAll("[a-z_]+:[a-z_]+:[a-z0-9_]+", ""))
        .results()
        .map(result -> result.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

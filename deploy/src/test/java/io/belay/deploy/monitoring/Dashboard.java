package io.belay.deploy.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A dashboard of Grafana.
 *
 * @param name of its file, without the ending
 */
public record Dashboard(String name, Tree json) {
  public static final Path DIRECTORY = Path.of("monitoring", "grafana", "dashboards");

  /**
   * A PromQL expression, with Grafana's variables in it.
   *
   * @param where dashboard and panel, for messages
   */
  public record Expression(String where, String text) {
    private static final Pattern RECORDED = Pattern.compile("\\b\\w+:\\w+:\\w+\\b");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern SELECTOR =
        Pattern.compile("([a-z_]+:\\w+:\\w+|belay_\\w+)(\\{[^}]*})?");

    /** Names of recorded series. */
    List<String> recorded() {
      return RECORDED.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Ranges with their brackets. */
    List<String> ranges() {
      return RANGE.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Metrics of interest with their braces. */
    List<String> selectors(Predicate<String> ofInterest) {
      return SELECTOR
          .matcher(text)
          .results()
          .filter(selector -> ofInterest.test(selector.group(1)))
          .map(MatchResult::group)
          .toList();
    }
  }

  private static final List<Dashboard> SHIPPED = readAll();

  /** The shipped dashboards, by name. */
  public static List<Dashboard> shipped() {
    return SHIPPED;
  }

  private static List<Dashboard> readAll() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.sorted().map(Dashboard::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dashboard read(Path file) {
    return new Dashboard(file.getFileName().toString().replace(".json", ""), Tree.read(file));
  }

  String uid() {
    return json.at("uid").text();
  }

  /** Rows and panels, in the order of the file. */
  List<Panel> panels() {
    return json.at("panels").list().stream().map(Panel::new).toList();
  }

  /** Panels that draw something, which rows do not. */
  List<Panel> charts() {
    return panels().stream().filter(panel -> !panel.type().equals("row")).toList();
  }

  /** Every expression: of panels, annotations and variables. */
  public Stream<Expression> expressions() {
    return Stream.of(panelExpressions(), annotationExpressions(), variableExpressions())
        .flatMap(expressions -> expressions);
  }

  Stream<Expression> panelExpressions() {
    return charts().stream()
        .flatMap(panel ->
            panel.targets().stream()
                .map(target -> new Expression(where(panel.title()), target.at("expr").text())));
  }

  Stream<Expression> annotationExpressions() {
    return json.at("annotations", "list").list().stream()
        .map(annotation ->
            new Expression(
                where("annotation " + annotation.at("name").text()),
                annotation.at("target", "expr").text()));
  }

  /** What is inside of {@code query_result(…)}, which Grafana sends as it is. */
  Stream<Expression> variableExpressions() {
    return json.at("templating", "list").list().stream()
        .filter(variable -> variable.at("type").text().equals("query"))
        .map(variable ->
            new Expression(
                where("variable " + variable.at("name").text()),
                variable.at("definition").text().replaceFirst("^query_result\\((.*)\\)$", "$1")));
  }

  private String where(String part) {
    return name + " / " + part;
  }

  /** One field of the grid. */
  record Panel(Tree json) {
    static final int COLUMNS = 24;

    private static final Pattern ALERT = Pattern.compile("\\bBelay[A-Z]\\w+");

    int id() {
      return json.at("id").number();
    }

    String type() {
      return json.at("type").text();
    }

    String title() {
      return json.at("title").textOr("");
    }

    List<Tree> targets() {
      return json.at("targets").list();
    }

    /** Alerts that the description names. */
    List<String> alerts() {
      return ALERT
          .matcher(json.at("description").textOr(""))
          .results()
          .map(MatchResult::group)
          .toList();
    }

    int grid(String side) {
      return json.at("gridPos", side).number();
    }

    /** Whether the two share a cell of the grid. */
    boolean overlaps(Panel other) {
      return grid("x") < other.grid("x") + other.grid("w")
          && other.grid("x") < grid("x") + grid("w")
          && grid("y") < other.grid("y") + other.grid("h")
          && other.grid("y") < grid("y") + grid("h");
    }
  }
}

package io.belay.deploy.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The numbers at the end of the runs, a row a recipe: the same on the terminal and on the page. */
final class ComparisonTable {
  private static final String NONE = "–";
  private static final String WHOLE = "%,.0f";

  private final Comparison comparison;

  ComparisonTable(Comparison comparison) {
    this.comparison = comparison;
  }

  /** What the columns are called. */
  List<String> head() {
    List<String> head = new ArrayList<>(List.of("recipe", "seeds"));
    switch (comparison.measure()) {
      case RETURN ->
          head.addAll(
              List.of(
                  "return, last 100 episodes",
                  "return, evaluation",
                  "seconds",
                  "steps/s",
                  "solved",
                  "solved at step",
                  "solved at second"));
      case VALUE -> head.addAll(List.of("V(ρ)", "seconds", "iterations/s"));
    }
    return head;
  }

  /** The rows, a cell for each column. */
  List<List<String>> rows() {
    return comparison.groups().stream().map(this::row).toList();
  }

  private List<String> row(RunGroup group) {
    String format = comparison.measure().format();
    List<String> row = new ArrayList<>(List.of(group.label(), seeds(group)));
    row.add(group.end().text(format) + (group.completed() ? "" : " (unfinished)"));
    if (comparison.measure() == Measure.RETURN) {
      row.add(group.evaluation().map(each -> each.text(format)).orElse(NONE));
    }
    row.add(group.seconds().text("%.1f"));
    row.add(group.speed().text(WHOLE));
    if (comparison.measure() == Measure.RETURN) {
      row.add("%d of %d".formatted(group.solvedRuns(), group.runs().size()));
      row.add(group.solvedAtStep().map(each -> each.text(WHOLE)).orElse(NONE));
      row.add(group.solvedAtSecond().map(each -> each.text("%.1f")).orElse(NONE));
    }
    return row;
  }

  private static String seeds(RunGroup group) {
    return group.runs().stream()
        .map(run -> Long.toString(run.seed()))
        .collect(Collectors.joining(", "));
  }
}

package io.belay.deploy.results;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The table as Markdown, for README.md. */
public final class ResultsMarkdown {
  private static final String HEAD =
      """
      | recipe | steps | return: mean ± std over seeds | of each seed | seconds | target \
      | RL Baselines3 Zoo (steps) |
      |---|--:|--:|---|--:|---|---|
      """;
  private static final String GROUP = "| **%s** | | | | | | |\n";

  private ResultsMarkdown() {}

  /** A table with its notes, rows in groups by environment; a sentence where there is no row. */
  public static String render(ShippedResults results) {
    List<RecipeResult> rows = results.measured().rows();
    if (rows.isEmpty()) {
      return "No recipe has been measured yet.\n";
    }
    StringBuilder text = new StringBuilder(HEAD);
    for (String environment : rows.stream().map(RecipeResult::environment).distinct().toList()) {
      text.append(GROUP.formatted(environment));
      rows.stream()
          .filter(row -> row.environment().equals(environment))
          .forEach(row -> text.append(line(row, results.yardsticks())));
    }
    return text.append(notes(results)).toString();
  }

  private static String line(RecipeResult row, Yardsticks yardsticks) {
    List<String> cells = new ArrayList<>();
    cells.add("`" + row.recipe() + "`");
    cells.add(Figures.steps(row.environmentSteps()));
    cells.add(Figures.result(row));
    cells.add(
        row.seeds().stream().map(seed -> Figures.one(seed.returnMean())).collect(joining(", ")));
    cells.add(Figures.one(row.secondsMean()));
    cells.add(target(row, yardsticks));
    cells.add(yardsticks.zoo(row).map(ResultsMarkdown::published).orElse(""));
    return cells.stream().collect(joining(" | ", "| ", " |\n"));
  }

  private static String target(RecipeResult row, Yardsticks yardsticks) {
    OptionalDouble target = yardsticks.target(row);
    if (target.isEmpty()) {
      return "";
    }
    return Math.round(target.getAsDouble()) + (yardsticks.missed(row) ? ", missed" : "");
  }

  private static String published(PublishedResult zoo) {
    return Figures.plusMinus(zoo.returnMean(), OptionalDouble.of(zoo.returnStd()))
        + " ("
        + Figures.steps(zoo.environmentSteps())
        + ")";
  }

  private static String notes(ShippedResults results) {
    StringBuilder text = new StringBuilder();
    for (RecipeResult row : results.measured().rows()) {
      String note = results.notes().get(row.recipe());
      if (note != null) {
        text.append(text.isEmpty() ? "\n" : "")
            .append("* `%s`: %s\n".formatted(row.recipe(), note));
      }
    }
    return text.toString();
  }
}

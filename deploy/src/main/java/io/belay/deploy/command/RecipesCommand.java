package io.belay.deploy.command;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.belay.deploy.process.ExitStatus;
import io.belay.deploy.results.Figures;
import io.belay.deploy.results.ResultsTable;
import io.belay.deploy.results.ShippedResults;
import io.belay.recipe.ExactSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.recipe.SampledSettings;
import io.belay.recipe.ShippedRecipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code belay recipes}: the shipped recipes by environment, one a line, and what they reach. */
@Command(
    name = "recipes",
    description =
        "List the shipped recipes by environment, with what they reach: the mean return of their"
            + " final evaluations ± its standard deviation over seeds.",
    mixinStandardHelpOptions = true)
public final class RecipesCommand implements Callable<Integer> {
  private static final Line HEAD = new Line("", "recipe", "algorithm", "steps", "return", "");

  private final Shared shared;

  @Option(names = "--describe", description = "Also say what each recipe is.")
  private boolean describe;

  public RecipesCommand(Shared shared) {
    this.shared = shared;
  }

  /** A recipe as it is listed. */
  private record Line(
      String environment,
      String names,
      String algorithm,
      String steps,
      String result,
      String description) {

    static Line of(ShippedRecipe shipped, Recipe recipe, ResultsTable results) {
      return new Line(
          recipe.environment().id(),
          String.join(
              ", ",
              Stream.concat(Stream.of(shipped.name()), shipped.otherNames().stream()).toList()),
          recipe.algorithm().name(),
          switch (recipe.algorithm()) {
            case SampledSettings _ -> Figures.steps(recipe.training().environmentSteps());
            case ExactSettings _ -> "none";
          },
          switch (recipe.algorithm()) {
            case SampledSettings _ ->
                results.find(recipe.name()).map(Figures::result).orElse("not measured");
            case ExactSettings _ -> "computed";
          },
          shipped.description());
    }
  }

  @Override
  public Integer call() {
    RecipeLoader recipes = Shared.recipes();
    ResultsTable results = ShippedResults.load().measured();
    List<Line> lines =
        recipes.shipped().stream()
            .map(shipped -> Line.of(shipped, recipes.load(shipped.name(), List.of()), results))
            .toList();
    String format =
        "  %%-%ds  %%-%ds  %%%ds  %%%ds"
            .formatted(
                width(lines, Line::names),
                width(lines, Line::algorithm),
                width(lines, Line::steps),
                width(lines, Line::result));
    print(HEAD, format);
    Map<String, List<Line>> groups =
        lines.stream().collect(groupingBy(Line::environment, LinkedHashMap::new, toList()));
    groups.forEach((environment, group) -> {
      shared.terminal().line(environment);
      group.forEach(line -> print(line, format));
    });
    return ExitStatus.DONE;
  }

  private void print(Line line, String format) {
    shared
        .terminal()
        .line(format.formatted(line.names(), line.algorithm(), line.steps(), line.result()));
    if (describe && !line.description().isEmpty()) {
      shared.terminal().line("      " + line.description());
    }
  }

  private static int width(List<Line> lines, Function<Line, String> column) {
    return Stream.concat(Stream.of(HEAD), lines.stream())
        .mapToInt(line -> column.apply(line).length())
        .max()
        .orElseThrow();
  }
}

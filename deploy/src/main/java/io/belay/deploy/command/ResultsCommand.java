package io.belay.deploy.command;

import io.belay.deploy.measure.CellRun;
import io.belay.deploy.measure.Measurement;
import io.belay.deploy.measure.RecipeCells;
import io.belay.deploy.measure.StandardRecipes;
import io.belay.deploy.process.ExitStatus;
import io.belay.deploy.results.ResultsTable;
import io.belay.deploy.results.ShippedResults;
import io.belay.deploy.results.SourceTree;
import io.belay.deploy.results.TableFiles;
import io.belay.deploy.train.PolicyEvaluation;
import io.belay.error.BelayException;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.recipe.ShippedRecipe;
import io.belay.worker.environment.EnvironmentRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay results}: recipes are trained with several seeds each, and become a table. */
@Command(
    name = "results",
    description = {
      "Train recipes with several seeds each, evaluate every policy, and write a table of results.",
      "Runs are kept: what is finished is not trained again; after Ctrl-C the same command goes on."
    },
    mixinStandardHelpOptions = true)
public final class ResultsCommand implements Callable<Integer> {
  private final Shared shared;

  @Parameters(
      paramLabel = "RECIPE",
      arity = "0..*",
      description =
          "Names of shipped recipes or HOCON files. Default: every shipped recipe named"
              + " ENVIRONMENT-ALGORITHM.")
  private List<String> names = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Seeds of each recipe, 1 to N. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs/results",
      description =
          "Directory of the runs, each in RECIPE-seedS, and of results.json and results.md."
              + " Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("");

  @Option(
      names = "--collect",
      description = "Train nothing: make the table of the recipes whose runs are finished.")
  private boolean collect;

  @Option(
      names = "--write",
      description =
          "In the directory of Belay's sources: also put the rows into the shipped results and"
              + " README.md.")
  private boolean write;

  @Option(
      names = "--tensorboard",
      description = "Write event files for TensorBoard to the run directories.")
  private boolean tensorboard;

  @Mixin private Hands hands = new Hands();

  public ResultsCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    refuse();
    RecipeLoader recipes = Shared.recipes();
    EnvironmentRegistry environments = Shared.environments();
    Optional<SourceTree> sources =
        write ? Optional.of(SourceTree.in(Path.of(""))) : Optional.empty();
    Measurement measurement =
        new Measurement(cells(recipes, environments), shared.terminal(), System::nanoTime);
    int status = collect ? measurement.look() : measurement.run(cellRun(environments));
    boolean nothing = collect && measurement.table().rows().isEmpty();
    if (!ExitStatus.interrupted(status) && !nothing) {
      write(measurement.table());
      sources.ifPresent(tree -> write(tree, measurement.table(), recipes));
    }
    return status;
  }

  /** Names all that is wrong with the options at once. */
  private void refuse() {
    List<String> problems = new ArrayList<>(hands.problems());
    if (seeds < 1) {
      problems.add("a recipe has at least one seed: seeds=" + seeds + "; use --seeds 1 or more");
    }
    if (!problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
    }
  }

  /** The cells of each recipe once, also where it was given by two names. */
  private List<RecipeCells> cells(RecipeLoader recipes, EnvironmentRegistry environments) {
    SequencedMap<String, RecipeCells> cells = new LinkedHashMap<>();
    for (String name : names.isEmpty() ? StandardRecipes.names(recipes) : names) {
      RecipeCells recipe = RecipeCells.of(recipes, name, seeds, out);
      PolicyEvaluation.of(recipe.recipe(), environments);
      RecipeCells other = cells.putIfAbsent(recipe.recipe().name(), recipe);
      if (other != null && !other.equals(recipe)) {
        throw BelayException.invalid(
            "recipes of one table have different names; rename a file: recipe=" + name);
      }
      if (write && !isShipped(recipe.recipe(), recipes)) {
        throw BelayException.invalid(
            "shipped results are of shipped recipes; leave out --write: recipe=" + name);
      }
    }
    return List.copyOf(cells.values());
  }

  private static boolean isShipped(Recipe recipe, RecipeLoader recipes) {
    return shippedNames(recipes).contains(recipe.name())
        && recipes.load(recipe.name(), List.of()).equals(recipe);
  }

  private static List<String> shippedNames(RecipeLoader recipes) {
    return recipes.shipped().stream().map(ShippedRecipe::name).toList();
  }

  private CellRun cellRun(EnvironmentRegistry environments) {
    return new CellRun(
        (recipe, files) -> hands.plan(TrainCommand.runId(files.root()), recipe, files),
        environments,
        shared.actors(),
        shared.version(),
        tensorboard);
  }

  private void write(ResultsTable table) {
    TableFiles files = new TableFiles(out);
    files.write(ShippedResults.load().with(table));
    shared
        .terminal()
        .line(
            "The table is in %s and %s; rows: %d"
                .formatted(files.markdown(), files.json(), table.rows().size()));
  }

  private void write(SourceTree sources, ResultsTable table, RecipeLoader recipes) {
    sources.write(sources.results().measured().with(table, shippedNames(recipes)));
    shared.terminal().line("The shipped results and the table in README.md are up to date");
  }
}

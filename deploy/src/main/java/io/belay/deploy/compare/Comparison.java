package io.belay.deploy.compare;

import io.belay.error.BelayException;
import io.belay.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs that can be compared, in groups that differ in more than the seed.
 *
 * @param measure what they are compared by
 * @param environment where all of them were trained
 * @param groups in the order in which their first runs were named
 */
public record Comparison(Measure measure, String environment, List<RunGroup> groups) {

  private static final String MEASURES =
      "a true value over iterations is not compared with a return over steps; compare runs of exact algorithms and runs that"
          + " sample apart: measured by";

  private static final String ENVIRONMENTS =
      "returns are compared in one environment; compare the runs of each apart: environment.id";

  private static final String DISCOUNTS =
      "values are compared under one discount; compare the runs of each apart:"
          + " algorithm.discount";

  /**
   * Reads and groups runs.
   *
   * @param directories of the runs
   * @throws BelayException INVALID_REQUEST with every problem, one a line: directories that hold no
   *     run, or runs that cannot be compared
   */
  public static Comparison of(List<Path> directories) {
    List<RunHistory> runs = read(directories);
    Measure measure = requireOne(runs, Comparison::kind, MEASURES);
    String environment = requireOne(runs, run -> run.recipe().environment().id(), ENVIRONMENTS);
    if (measure == Measure.VALUE) {
      double unused = requireOne(runs, run -> run.recipe().algorithm().discount(), DISCOUNTS);
    }
    SequencedMap<String, List<RunHistory>> byRecipe = new LinkedHashMap<>();
    for (RunHistory run : runs) {
      byRecipe
          .computeIfAbsent(RecipeDifferences.withoutSeed(run.recipe()), _ -> new ArrayList<>())
          .add(run);
    }
    byRecipe.values().forEach(Comparison::requireSeedsOfTheirOwn);
    List<Recipe> recipes =
        byRecipe.values().stream().map(group -> group.getFirst().recipe()).toList();
    List<String> labels = RecipeDifferences.labels(recipes);
    List<RunGroup> groups = new ArrayList<>();
    for (List<RunHistory> group : byRecipe.values()) {
      group.sort(Comparator.comparingLong(RunHistory::seed));
      groups.add(new RunGroup(labels.get(groups.size()), group));
    }
    return new Comparison(measure, environment, groups);
  }

  /** All runs. */
  List<RunHistory> runs() {
    return groups.stream().flatMap(group -> group.runs().stream()).toList();
  }

  private static Measure kind(RunHistory run) {
    return Measure.of(run.recipe());
  }

  private static List<RunHistory> read(List<Path> directories) {
    List<RunHistory> runs = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path directory : directories) {
      try {
        runs.add(RunReader.read(directory));
      } catch (BelayException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
    }
    return runs;
  }

  private static <T> T requireOne(
      List<RunHistory> runs, Function<RunHistory, T> property, String rule) {
    SequencedMap<T, List<Path>> found = new LinkedHashMap<>();
    runs.forEach(run ->
        found.computeIfAbsent(property.apply(run), _ -> new ArrayList<>()).add(run.directory()));
    if (found.size() > 1) {
      throw BelayException.invalid(
          rule
              + found.entrySet().stream()
                  .map(each -> "\n  %s in %s".formatted(each.getKey(), list(each.getValue())))
                  .collect(Collectors.joining()));
    }
    return found.firstEntry().getKey();
  }

  private static void requireSeedsOfTheirOwn(List<RunHistory> group) {
    TreeMap<Long, List<Path>> bySeed = new TreeMap<>();
    group.forEach(
        run -> bySeed.computeIfAbsent(run.seed(), _ -> new ArrayList<>()).add(run.directory()));
    bySeed.forEach((seed, directories) -> {
      if (directories.size() > 1) {
        throw BelayException.invalid(
            "runs of a recipe are averaged over seeds, and two of one seed are the same run; leave one out: seed=%d, runDirectories=%s"
                .formatted(seed, list(directories)));
      }
    });
  }

  private static String list(List<Path> directories) {
    return directories.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}

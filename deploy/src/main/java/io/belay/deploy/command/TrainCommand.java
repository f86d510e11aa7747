package io.belay.deploy.command;

import io.belay.deploy.process.RunPlan;
import io.belay.deploy.train.ExactJob;
import io.belay.deploy.train.PolicyEvaluation;
import io.belay.deploy.train.Resumption;
import io.belay.deploy.train.RunShow;
import io.belay.deploy.train.TrainingJob;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.learner.exact.algorithm.ExactAlgorithm;
import io.belay.learner.exact.run.ExactAlgorithms;
import io.belay.learner.run.RunDirectory;
import io.belay.learner.run.RunFiles;
import io.belay.recipe.ExactSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.recipe.SampledSettings;
import io.belay.worker.environment.EnvironmentRegistry;
import io.belay.worker.restart.RestartDistribution;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay train}: a new run in a new directory, or the one that is in the directory. */
@Command(
    name = "train",
    description = "Train a policy in this process: coordinator, learner and workers.",
    mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final Shared shared;

  @Parameters(
      paramLabel = "RECIPE",
      description = "Name of a shipped recipe (see: belay recipes) or a HOCON file.")
  private String recipe = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Replace a setting of the recipe, such as policy.hidden=[32,32]; may be repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of all chance; short for --set training.seed=S.")
  private @Nullable String seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Run directory, new or empty. Default: runs/RECIPE-seedS-DATE-TIME.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      description =
          "Go on with the run in --out where there is one of this recipe, so that the same command"
              + " starts, continues and leaves alone a run.")
  private boolean resume;

  @Mixin private Hands hands = new Hands();
  @Mixin private ViewOptions view = new ViewOptions();

  public TrainCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    Recipe resolved = resolved();
    Path directory = out != null ? out : defaultDirectory(resolved, LocalDateTime.now());
    return switch (resolved.algorithm()) {
      case SampledSettings _ -> train(resolved, directory);
      case ExactSettings exact -> train(resolved, exact, directory);
    };
  }

  /** The recipe to train by, or all that is wrong with it and with the options. */
  Recipe resolved() {
    List<String> all = new ArrayList<>(settings);
    if (seed != null) {
      all.add("training.seed=" + seed);
    }
    return resolve(all);
  }

  private int train(Recipe resolved, ExactSettings exact, Path directory) {
    ExactAlgorithm algorithm = ExactAlgorithms.of(resolved, exact);
    try (RunDirectory held = take(directory, resolved);
        RunShow show = RunShow.open(view.view(), resolved, held.files(), shared.terminal())) {
      boolean begun = held.files().begun();
      return new ExactJob(
              held.files(), resolved, algorithm, begun, show, hands.page(), shared.version())
          .run();
    }
  }

  private int train(Recipe resolved, Path directory) {
    EnvironmentRegistry environments = Shared.environments();
    PolicyEvaluation evaluated = PolicyEvaluation.of(resolved, environments);
    RestartDistribution.check(resolved.sampling().restart(), evaluated.registration());
    RunPlan plan = hands.plan(runId(directory), resolved, new RunFiles(directory));
    try (RunDirectory held = take(directory, resolved);
        RunShow show = RunShow.open(view.view(), resolved, held.files(), shared.terminal())) {
      if (held.files().begun()) {
        return new Resumption(plan, show).run(environments, shared.actors(), shared.version());
      }
      return new TrainingJob(plan, OptionalInt.empty())
          .run(environments, shared.actors().get(), shared.version(), show);
    }
  }

  private RunDirectory take(Path directory, Recipe resolved) {
    String text = RecipeLoader.render(resolved);
    return resume ? RunDirectory.claim(directory, text) : RunDirectory.create(directory, text);
  }

  /** Reads the recipe, or names all that is wrong with it and with the options at once. */
  private Recipe resolve(List<String> all) {
    List<String> problems = new ArrayList<>(hands.problems());
    problems.addAll(view.problems());
    if (resume && out == null) {
      problems.add("a run is looked for where --out says; name its directory: --resume, out=");
    }
    try {
      Recipe resolved = Shared.recipes().load(recipe, all);
      if (problems.isEmpty()) {
        return resolved;
      }
    } catch (BelayException e) {
      if (e.category() != ErrorCategory.INVALID_REQUEST) {
        throw e;
      }
      problems.addFirst(String.valueOf(e.getMessage()));
    }
    throw BelayException.invalid(String.join("\n", problems));
  }

  static Path defaultDirectory(Recipe recipe, LocalDateTime now) {
    return Path.of("runs", stamped(recipe, now));
  }

  /** A name that no other run has, unless it was begun in the same second. */
  static String stamped(Recipe recipe, LocalDateTime now) {
    return "%s-seed%d-%s".formatted(recipe.name(), recipe.training().seed(), STAMP.format(now));
  }

  /** A run is called after its directory. */
  static String runId(Path directory) {
    Path name = directory.toAbsolutePath().normalize().getFileName();
    return name == null ? "run" : name.toString();
  }
}

package io.belay.deploy.command;

import io.belay.coordinator.run.Submission;
import io.belay.deploy.cluster.ClusterSettings;
import io.belay.deploy.process.GrpcSettings;
import io.belay.deploy.role.CoordinatorProcess;
import io.belay.deploy.role.RoleSetup;
import io.belay.deploy.train.PolicyEvaluation;
import io.belay.error.BelayException;
import io.belay.recipe.Recipe;
import io.belay.recipe.SampledSettings;
import io.belay.worker.environment.EnvironmentRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code belay coordinator}: a process that is the cluster's coordinator, or stands by. */
@Command(
    name = "coordinator",
    description = "Be the coordinator of a cluster, or stand by to become it.",
    mixinStandardHelpOptions = true)
public final class CoordinatorCommand implements Callable<Integer> {
  private final Shared shared;

  @Mixin private ProcessOptions options = new ProcessOptions();
  @Mixin private LogOptions log = new LogOptions();

  @Option(
      names = "--run",
      paramLabel = "RECIPE",
      description =
          "Submit a run at the start: a shipped recipe or a HOCON file; may be repeated. One that the cluster knows is left alone.")
  private List<String> recipes = List.of();

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Name of the run, where there is one. Default: RECIPE-seedS.")
  private @Nullable String runId;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Workers that a run waits for before it starts. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--recipe-set",
      paramLabel = "KEY=VALUE",
      description = "Replace a setting of the recipes, such as training.seed=2; may be repeated.")
  private List<String> recipeSettings = List.of();

  public CoordinatorCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    RoleSetup setup = setup(System.getenv());
    List<Submission> runs = submissions();
    log.open(shared.terminal(), Optional.empty());
    return CoordinatorProcess.run(setup, runs);
  }

  /** Reads all settings, or names all that is wrong with them. */
  RoleSetup setup(Map<String, String> environment) {
    return options.setup(
        shared,
        environment,
        "cluster.conf",
        ProcessOptions.none(),
        List.of(),
        ClusterSettings::from,
        GrpcSettings::ofCoordinator,
        CoordinatorProcess::check);
  }

  /** The runs to begin with. */
  List<Submission> submissions() {
    if (runId != null && recipes.size() != 1) {
      throw BelayException.invalid(
          "a name is for one run: run-id=%s, runs=%d; leave --run-id out, or give one --run"
              .formatted(runId, recipes.size()));
    }
    EnvironmentRegistry environments = Shared.environments();
    List<Submission> runs = new ArrayList<>();
    for (String name : recipes) {
      Recipe recipe = Shared.recipes().load(name, recipeSettings);
      SampledSettings.of(recipe);
      PolicyEvaluation.of(recipe, environments);
      String id =
          runId == null ? "%s-seed%d".formatted(recipe.name(), recipe.training().seed()) : runId;
      runs.add(new Submission(Submission.requireName(id), recipe, workers));
    }
    return runs;
  }
}

package io.belay.deploy.command;

import io.belay.deploy.client.RunClient;
import io.belay.deploy.client.RunFinish;
import io.belay.deploy.console.Terminal;
import io.belay.deploy.process.ExitStatus;
import io.belay.deploy.train.PolicyEvaluation;
import io.belay.error.BelayException;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.recipe.SampledSettings;
import io.belay.v1.RunStatus;
import io.belay.v1.SubmitRunReply;
import io.belay.v1.SubmitRunRequest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay submit}: a cluster is given a run. */
@Command(
    name = "submit",
    description = "Have a cluster train a policy.",
    mixinStandardHelpOptions = true)
public final class SubmitCommand implements Callable<Integer> {
  private final Shared shared;

  @Mixin private ClientOptions client = new ClientOptions();

  @Parameters(
      paramLabel = "RECIPE",
      description = "Name of a shipped recipe (see: belay recipes) or a HOCON file.")
  private String recipe = "";

  @Option(
      names = "--recipe-set",
      paramLabel = "KEY=VALUE",
      description =
          "Replace a setting of the recipe, such as policy.hidden=[32,32]; may be repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of all chance; short for --recipe-set training.seed=S.")
  private @Nullable String seed;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Name of the run. Default: RECIPE-seedS-DATE-TIME.")
  private @Nullable String runId;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Workers that the run waits for before it starts. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--resume",
      description = "Take a run of this name up again that was stopped or failed.")
  private boolean resume;

  @Option(
      names = "--wait",
      description = "Show the progress and end with the run: status 0 where it was completed.")
  private boolean wait;

  public SubmitCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    List<String> all = new ArrayList<>(settings);
    if (seed != null) {
      all.add("training.seed=" + seed);
    }
    if (workers < 1) {
      throw BelayException.invalid(
          "a run has at least one worker: workers=" + workers + "; use --workers 1 or more");
    }
    Recipe resolved = Shared.recipes().load(recipe, all);
    SampledSettings.of(resolved);
    PolicyEvaluation.of(resolved, Shared.environments());
    String id = runId == null ? TrainCommand.stamped(resolved, LocalDateTime.now()) : runId;
    SubmitRunRequest request =
        SubmitRunRequest.newBuilder()
            .setRunId(id)
            .setRecipe(RecipeLoader.render(resolved))
            .setWorkersWanted(workers)
            .setResume(resume)
            .build();
    return client.ask(shared, cluster -> submit(cluster, request, resolved));
  }

  private String phase(RunClient cluster, String id) {
    return cluster.status().getRunsList().stream()
        .filter(run -> run.getRunId().equals(id))
        .findFirst()
        .map(run -> {
          boolean left = run.getPhase().equals("STOPPED") || run.getPhase().equals("FAILED");
          return ", " + run.getPhase() + (left ? "; --resume takes it up again" : "");
        })
        .orElse("");
  }

  private static String behind(int others) {
    return switch (others) {
      case 0 -> "";
      case 1 -> ", behind another";
      default -> ", behind " + others + " others";
    };
  }

  private int submit(RunClient cluster, SubmitRunRequest request, Recipe resolved) {
    Terminal terminal = shared.terminal();
    SubmitRunReply reply = cluster.submit(request);
    terminal.line(
        "%s %s%s%s"
            .formatted(
                reply.getKnown() ? "Known already:" : "Submitted:",
                reply.getRunId(),
                reply.getKnown() ? phase(cluster, reply.getRunId()) : "",
                behind(reply.getAhead())));
    if (!wait) {
      return ExitStatus.DONE;
    }
    RunStatus run =
        new RunFinish(cluster, terminal)
            .await(
                reply.getRunId(), (long) resolved.iterations() * resolved.sampling().batchSize());
    if (run.getPhase().equals("COMPLETED")) {
      terminal.line("parametersSha256 " + run.getParametersSha256());
      return ExitStatus.DONE;
    }
    return ExitStatus.FAILED;
  }
}

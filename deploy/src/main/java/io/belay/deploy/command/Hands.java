package io.belay.deploy.command;

import io.belay.coordinator.page.Page;
import io.belay.coordinator.page.PageSettings;
import io.belay.deploy.process.RunPlan;
import io.belay.deploy.process.Transport;
import io.belay.learner.run.RunFiles;
import io.belay.recipe.Recipe;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that change how fast a run goes and nothing else. */
final class Hands {
  private static final int MOST_DEFAULT_THREADS = 8;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Rollout workers, at most one for each block. Default: one for each processor.")
  private @Nullable Integer workers;

  @Option(
      names = "--learner-threads",
      paramLabel = "N",
      description = "Threads of the update. Default: one for each processor, at most 8.")
  private @Nullable Integer learnerThreads;

  @Option(
      names = "--transport",
      paramLabel = "KIND",
      defaultValue = "in-process",
      converter = TransportWord.class,
      description =
          "How workers, learner and coordinator reach one another: in-process or tcp. Default: ${DEFAULT-VALUE}.")
  private Transport transport = Transport.IN_PROCESS;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "0",
      description =
          "TCP port of the run's page, with /metrics, /healthz and /readyz, on 127.0.0.1; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(names = "--no-page", description = "Serve neither the run's page nor its metrics.")
  private boolean noPage;

  /**
   * What is wrong with what was typed, a sentence each, a port that is taken included; for the
   * others the defaults are right.
   */
  List<String> problems() {
    List<String> problems =
        RunPlan.problems(
            Optional.ofNullable(workers).orElse(1),
            Optional.ofNullable(learnerThreads).orElse(1),
            port);
    if (problems.isEmpty() && port != 0 && !noPage) {
      Page.obstacle(PageSettings.onLoopback(port)).ifPresent(problems::add);
    }
    return problems;
  }

  /** Port of the run's page; empty where there is none. */
  OptionalInt page() {
    return noPage ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** The plan for a run in a directory. */
  RunPlan plan(String runId, Recipe recipe, RunFiles files) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new RunPlan(
        runId,
        recipe,
        files,
        Math.min(Optional.ofNullable(workers).orElse(processors), recipe.sampling().blocks()),
        Optional.ofNullable(learnerThreads).orElse(Math.min(processors, MOST_DEFAULT_THREADS)),
        transport,
        page());
  }
}

package io.belay.deploy.command;

import io.belay.deploy.process.ExitStatus;
import io.belay.v1.StopRunReply;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay stop}: a cluster ends a run. */
@Command(
    name = "stop",
    description =
        "End a run after its running update, with a checkpoint, or take it from the queue.",
    mixinStandardHelpOptions = true)
public final class StopCommand implements Callable<Integer> {
  private final Shared shared;

  @Mixin private ClientOptions client = new ClientOptions();

  @Parameters(paramLabel = "RUN_ID", description = "Name of the run (see: belay status).")
  private String runId = "";

  private static final Set<String> OVER = Set.of("COMPLETED", "STOPPED", "FAILED");

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "asked for with belay stop",
      description = "What the run's summary says. Default: ${DEFAULT-VALUE}.")
  private String reason = "";

  public StopCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    return client.ask(
        shared,
        cluster -> {
          StopRunReply reply = cluster.stop(runId, reason);
          String what = OVER.contains(reply.getPhase()) ? "Over already" : "Stopping";
          shared.terminal().line("%s: %s, %s".formatted(what, runId, reply.getPhase()));
          return ExitStatus.DONE;
        });
  }
}

package io.belay.deploy.command;

import io.belay.deploy.process.RoleSections;
import io.belay.deploy.role.RoleSetup;
import io.belay.deploy.role.WorkerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code belay worker}: a process that samples for a cluster. */
@Command(
    name = "worker",
    description =
        "Sample for a cluster: dials out to the coordinator; only metrics and health are served.",
    mixinStandardHelpOptions = true)
public final class WorkerCommand implements Callable<Integer> {
  private final Shared shared;

  @Mixin private ProcessOptions options = new ProcessOptions();
  @Mixin private LogOptions log = new LogOptions();

  @Option(
      names = "--coordinator",
      paramLabel = "HOST:PORT[,HOST:PORT…]",
      description =
          "The coordinator and those that stand by; short for --set belay.worker.coordinators=…. Default: 127.0.0.1:7700.")
  private @Nullable String coordinators;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the worker, unique in the cluster. Default: host name and process id.")
  private @Nullable String name;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Blocks that it can hold without falling behind. Default: one a processor.")
  private @Nullable Integer slots;

  public WorkerCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    RoleSetup setup = setup(System.getenv());
    log.open(shared.terminal(), Optional.empty());
    return WorkerProcess.run(setup, Shared.environments());
  }

  /** Reads all settings, or names all that is wrong with them. */
  RoleSetup setup(Map<String, String> environment) {
    List<String> own = new ArrayList<>();
    if (coordinators != null) {
      own.add("belay.worker.coordinators=" + coordinators);
    }
    if (name != null) {
      own.add("belay.worker.name=" + name);
    }
    if (slots != null) {
      own.add("belay.worker.slots=" + slots);
    }
    return options.setup(
        shared,
        environment,
        "process.conf",
        ProcessOptions.none(),
        own,
        RoleSections::workerPage,
        WorkerProcess::settings);
  }
}

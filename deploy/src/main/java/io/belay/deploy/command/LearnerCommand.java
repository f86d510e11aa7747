package io.belay.deploy.command;

import com.typesafe.config.ConfigFactory;
import io.belay.deploy.cluster.ClusterRole;
import io.belay.deploy.cluster.ClusterSettings;
import io.belay.deploy.process.GrpcSettings;
import io.belay.deploy.process.RoleSections;
import io.belay.deploy.role.LearnerProcess;
import io.belay.deploy.role.RoleSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code belay learner}: a process that is the cluster's learner, or stands by. */
@Command(
    name = "learner",
    description = "Be the learner of a cluster, or stand by to become it.",
    mixinStandardHelpOptions = true)
public final class LearnerCommand implements Callable<Integer> {
  private final Shared shared;

  @Mixin private ProcessOptions options = new ProcessOptions();
  @Mixin private LogOptions log = new LogOptions();

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description =
          "Directory of all runs; short for --set belay.learner.runs-directory=DIR. Default: runs.")
  private @Nullable Path runs;

  public LearnerCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    RoleSetup setup = setup(System.getenv());
    log.open(
        shared.terminal(),
        Optional.of(LearnerProcess.log(LearnerProcess.settings(setup.config()))));
    return LearnerProcess.run(setup, Shared.environments());
  }

  /** Reads all settings, or names all that is wrong with them. */
  RoleSetup setup(Map<String, String> environment) {
    return options.setup(
        shared,
        environment,
        "cluster.conf",
        ConfigFactory.parseString("belay.cluster.port = " + ClusterRole.LEARNER.defaultPort()),
        runs == null ? List.of() : List.of("belay.learner.runs-directory=" + runs),
        ClusterSettings::from,
        GrpcSettings::ofLearner,
        RoleSections::learnerPage,
        LearnerProcess::settings);
  }
}

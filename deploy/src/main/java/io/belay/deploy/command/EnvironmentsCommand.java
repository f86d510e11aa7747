package io.belay.deploy.command;

import io.belay.deploy.process.ExitStatus;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.space.Space;
import io.belay.worker.environment.EnvironmentRegistration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code belay environments}: the environments on the class path, one a line. */
@Command(
    name = "environments",
    description = "List the environments, with their observations, actions and time limit.",
    mixinStandardHelpOptions = true)
public final class EnvironmentsCommand implements Callable<Integer> {
  private final Shared shared;

  public EnvironmentsCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    List<EnvironmentSpec> specs =
        Shared.environments().all().stream().map(EnvironmentRegistration::spec).toList();
    int width = specs.stream().mapToInt(spec -> spec.id().length()).max().orElse(0);
    for (EnvironmentSpec spec : specs) {
      shared
          .terminal()
          .line(spec.id() + " ".repeat(width - spec.id().length()) + "  " + describe(spec));
    }
    return ExitStatus.DONE;
  }

  private static String describe(EnvironmentSpec spec) {
    StringBuilder text = new StringBuilder();
    text.append("observes ").append(describe(spec.observationSpace()));
    text.append(", acts ").append(describe(spec.actionSpace()));
    spec.maxEpisodeSteps().ifPresent(steps -> text.append(", ").append(steps).append(" steps"));
    spec.rewardThreshold().ifPresent(threshold -> text.append(", solved at ").append(threshold));
    return text.toString();
  }

  private static String describe(Space space) {
    return switch (space) {
      case Box box -> box.size() == 1 ? "1 number" : box.size() + " numbers";
      case Discrete discrete -> "1 of " + discrete.n();
    };
  }
}

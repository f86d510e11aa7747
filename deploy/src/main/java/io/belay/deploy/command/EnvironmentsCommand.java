package io.belay.deploy.command;

import io.belay.deploy.process.ExitStatus;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.space.Space;
import io.belay.worker.environment.EnvironmentFamily;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code belay environments}: the environments on the class path, one a line, then the families of
 * which an id with arguments names one.
 */
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
    EnvironmentRegistry environments = Shared.environments();
    SequencedMap<String, String> lines = new LinkedHashMap<>();
    for (EnvironmentRegistration registration : environments.all()) {
      lines.put(registration.spec().id(), describe(registration.spec()));
    }
    for (EnvironmentFamily family : environments.families()) {
      lines.put(family.form(), family.meaning());
    }
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    lines.forEach((id, description) ->
        shared.terminal().line(id + " ".repeat(width - id.length()) + "  " + description));
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

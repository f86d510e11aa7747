package io.belay.deploy.command;

import io.belay.coordinator.run.Submission;
import io.belay.deploy.Commands;
import io.belay.deploy.role.RoleSetup;
import io.belay.recipe.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * A {@code belay} command as somebody typed it, read by the command itself and not run.
 *
 * @param command one of the commands, its options set
 */
public record TypedCommand(Object command) {

  /**
   * Reads arguments.
   *
   * @throws CommandLine.ParameterException where one is no option, or has a wrong value
   */
  public static TypedCommand of(List<String> arguments) {
    ParseResult parsed = Commands.commandLine().parseArgs(arguments.toArray(String[]::new));
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return new TypedCommand(parsed.commandSpec().userObject());
  }

  /**
   * All settings that a role would start with; empty for other commands.
   *
   * @param environment variables of its process
   * @throws io.belay.error.BelayException with all that is wrong
   */
  public Optional<RoleSetup> setup(Map<String, String> environment) {
    return switch (command) {
      case LearnerCommand learner -> Optional.of(learner.setup(environment));
      case CoordinatorCommand coordinator -> Optional.of(coordinator.setup(environment));
      case WorkerCommand worker -> Optional.of(worker.setup(environment));
      default -> Optional.empty();
    };
  }

  /** The recipes that the command names, read as it would read them. */
  public List<Recipe> recipes() {
    return switch (command) {
      case CoordinatorCommand coordinator ->
          coordinator.submissions().stream().map(Submission::recipe).toList();
      case TrainCommand train -> List.of(train.resolved());
      default -> List.of();
    };
  }
}

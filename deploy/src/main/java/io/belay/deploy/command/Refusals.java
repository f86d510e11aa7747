package io.belay.deploy.command;

import io.belay.deploy.console.Terminal;
import io.belay.deploy.process.ExitStatus;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user is told where a command cannot be carried out: the rule, never a stack trace. */
public final class Refusals implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Terminal terminal;

  public Refusals(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    List<String> meant =
        problem instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    terminal.failure(
        problem.getMessage()
            + (meant.isEmpty() ? "" : "; did you mean: " + String.join(", ", meant) + "?"));
    terminal.problem("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitStatus.WRONG_ARGUMENTS;
  }

  @Override
  public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
    if (problem instanceof BelayException stated) {
      terminal.failure(String.valueOf(stated.getMessage()));
      return stated.category() == ErrorCategory.INVALID_REQUEST
          ? ExitStatus.WRONG_ARGUMENTS
          : ExitStatus.FAILED;
    }
    terminal.failure("an unexpected failure: " + problem);
    return ExitStatus.FAILED;
  }
}

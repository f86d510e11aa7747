package io.belay.deploy;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code belay} command. */
@Command(
    name = "belay",
    description = "Trains policies by policy gradients.",
    version = "belay 0.1.0",
    mixinStandardHelpOptions = true)
final class Belay {
  private Belay() {}

  /** Runs the command that {@code arguments} name and exits with its status. */
  public static void main(String[] arguments) {
    StandardError.restore();
    System.exit(new CommandLine(new Belay()).execute(arguments));
  }
}

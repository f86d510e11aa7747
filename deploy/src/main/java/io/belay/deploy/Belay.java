package io.belay.deploy;

import io.belay.deploy.command.CompareCommand;
import io.belay.deploy.command.CoordinatorCommand;
import io.belay.deploy.command.EnvironmentsCommand;
import io.belay.deploy.command.EvaluateCommand;
import io.belay.deploy.command.LearnerCommand;
import io.belay.deploy.command.RecipesCommand;
import io.belay.deploy.command.Refusals;
import io.belay.deploy.command.ResultsCommand;
import io.belay.deploy.command.ResumeCommand;
import io.belay.deploy.command.Shared;
import io.belay.deploy.command.StatusCommand;
import io.belay.deploy.command.StopCommand;
import io.belay.deploy.command.SubmitCommand;
import io.belay.deploy.command.TheoryCommand;
import io.belay.deploy.command.TrainCommand;
import io.belay.deploy.command.WorkerCommand;
import io.belay.deploy.console.Terminal;
import io.belay.deploy.logging.RunLog;
import io.belay.deploy.process.Actors;
import io.belay.kernel.KernelProvider;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;

/** The {@code belay} command. */
@Command(
    name = "belay",
    description = "Trains policies by policy gradients.",
    version = Belay.VERSION,
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done; a role: left after a signal, with nothing lost",
      "1:failed; the run directory or the log says why",
      "2:wrong arguments, settings or recipe",
      "130, 143, 129:interrupted by Ctrl-C, SIGTERM or SIGHUP; the run is saved and can be resumed"
    })
final class Belay {
  static final String VERSION = "belay 0.1.0";

  /** The commands that train: loading actors and compiling kernels begin before anything else. */
  private static final Set<String> TRAINING = Set.of("train", "resume", "results");

  /** The commands whose process computes for others; their actors need their settings first. */
  private static final Set<String> ROLES = Set.of("coordinator", "learner", "worker");

  private Belay() {}

  /** Runs the command that {@code arguments} name and exits with its status. */
  public static void main(String[] arguments) {
    StandardError.restore();
    Supplier<Actors> actors = Actors::begin;
    String command = arguments.length > 0 ? arguments[0] : "";
    if (TRAINING.contains(command) || ROLES.contains(command)) {
      RunLog.load();
    }
    if (TRAINING.contains(command) || command.equals("learner") || command.equals("worker")) {
      Thread.ofPlatform().daemon().name("belay-warm-up").start(KernelProvider::warmUp);
    }
    if (TRAINING.contains(command)) {
      AtomicReference<@Nullable Actors> begun = new AtomicReference<>(Actors.begin());
      actors =
          () -> {
            Actors first = begun.getAndSet(null);
            return first == null ? Actors.begin() : first;
          };
    }
    System.exit(execute(Terminal.ofProcess(), actors, arguments));
  }

  /** Runs a command and returns its exit status. */
  static int execute(Terminal terminal, Supplier<Actors> actors, String... arguments) {
    Refusals refusals = new Refusals(terminal);
    CommandLine root = commands(new Shared(terminal, VERSION, actors));
    root.setOut(new PrintWriter(terminal.out(), true));
    root.setColorScheme(
        Help.defaultColorScheme(terminal.style().coloured() ? Help.Ansi.ON : Help.Ansi.OFF));
    root.setParameterExceptionHandler(refusals);
    root.setExecutionExceptionHandler(refusals);
    return root.execute(arguments);
  }

  /** All commands, none of which has read anything yet. */
  static CommandLine commands(Shared shared) {
    CommandLine root = new CommandLine(new Belay());
    root.addSubcommand(new TrainCommand(shared));
    root.addSubcommand(new ResumeCommand(shared));
    root.addSubcommand(new EvaluateCommand(shared));
    root.addSubcommand(new ResultsCommand(shared));
    root.addSubcommand(new CompareCommand(shared));
    root.addSubcommand(new LearnerCommand(shared));
    root.addSubcommand(new CoordinatorCommand(shared));
    root.addSubcommand(new WorkerCommand(shared));
    root.addSubcommand(new SubmitCommand(shared));
    root.addSubcommand(new StatusCommand(shared));
    root.addSubcommand(new StopCommand(shared));
    root.addSubcommand(new RecipesCommand(shared));
    root.addSubcommand(new EnvironmentsCommand(shared));
    root.addSubcommand(new TheoryCommand(shared));
    return root;
  }
}

package io.belay.deploy.command;

import io.belay.deploy.compare.Comparison;
import io.belay.deploy.compare.ComparisonLines;
import io.belay.deploy.compare.ComparisonPage;
import io.belay.deploy.process.ExitStatus;
import io.belay.error.BelayException;
import io.belay.learner.run.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay compare}: several runs side by side, on the terminal and on one page. */
@Command(
    name = "compare",
    description = {
      "Compare runs in one environment: return against environment steps and against seconds, in one page that opens without"
          + " a network.",
      "Runs of one recipe that differ in the seed alone become one curve, with the 95 %% confidence interval of their mean.",
      "Unfinished runs are taken as they are. Of exact algorithms it is the value against iterations."
    },
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
  private final Shared shared;

  @Parameters(paramLabel = "RUN_DIR", arity = "1..*", description = "Directories of runs.")
  private List<Path> directories = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "runs/compare.html",
      description = "The page. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("");

  public CompareCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    Comparison comparison = Comparison.of(directories);
    write(ComparisonPage.write(comparison));
    ComparisonLines.of(comparison).forEach(shared.terminal()::line);
    shared.terminal().line("The curves are in " + out);
    return ExitStatus.DONE;
  }

  private void write(String page) {
    try {
      Path directory = out.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      WholeFile.write(out, page.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw BelayException.invalid(
          "the page can be written; choose another file by --out: out=%s (%s)".formatted(out, e));
    }
  }
}

package io.belay.deploy.command;

import io.belay.deploy.console.DurationText;
import io.belay.deploy.process.ExitStatus;
import io.belay.error.BelayException;
import io.belay.learner.run.WholeFile;
import io.belay.learner.theory.Statements;
import io.belay.learner.theory.report.Examined;
import io.belay.learner.theory.report.ReportLines;
import io.belay.learner.theory.report.TheoryJson;
import io.belay.learner.theory.report.TheoryPage;
import io.belay.learner.theory.statement.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay theory}: the statements of the lecture are run and become a report. */
@Command(
    name = "theory",
    description = {
      "Run the statements of the lecture on finite MDPs: each is measured and held against its bound.",
      "The line of a statement has the finding that comes nearest to its bound. All numbers are in"
          + " theory.json, all plots in index.html, a page that opens without a network.",
      "Exit status 1 where a statement fails."
    },
    mixinStandardHelpOptions = true)
public final class TheoryCommand implements Callable<Integer> {
  private final Shared shared;
  private final Function<List<String>, List<Statement>> statements;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Names of statements, such as theorem-10.7. Default: all.")
  private List<String> names = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs/theory",
      description = "Directory of theory.json and index.html. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("");

  @Option(names = "--list", description = "List the statements and run none.")
  private boolean list;

  public TheoryCommand(Shared shared) {
    this(shared, Statements::named);
  }

  /** A command that finds statements elsewhere. */
  TheoryCommand(Shared shared, Function<List<String>, List<Statement>> statements) {
    this.shared = shared;
    this.statements = statements;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Statement> chosen = statements.apply(names);
    ReportLines lines = new ReportLines(chosen.stream().map(Statement::heading).toList());
    if (list) {
      chosen.forEach(one -> shared.terminal().line(lines.listed(one.heading())));
      return ExitStatus.DONE;
    }
    create(out);
    long begin = System.nanoTime();
    List<Examined> run = run(chosen, lines);
    write(out.resolve("theory.json"), TheoryJson.write(run));
    write(out.resolve("index.html"), TheoryPage.write(run));
    long holding = run.stream().filter(one -> one.outcome().holds()).count();
    shared
        .terminal()
        .line(
            "%d of %d statements hold; %s; the report is in %s and %s"
                .formatted(
                    holding,
                    run.size(),
                    DurationText.of(Duration.ofNanos(System.nanoTime() - begin)),
                    out.resolve("index.html"),
                    out.resolve("theory.json")));
    return holding == run.size() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  /** Runs them on all processors; lines come in the statements' order. */
  private List<Examined> run(List<Statement> chosen, ReportLines lines)
      throws InterruptedException {
    int threads = Math.min(chosen.size(), Runtime.getRuntime().availableProcessors());
    try (ExecutorService crew =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("belay-theory-", 0).factory())) {
      List<Future<Examined>> futures =
          chosen.stream().map(one -> crew.submit(() -> Examined.of(one))).toList();
      List<Examined> run = new ArrayList<>();
      for (Future<Examined> future : futures) {
        if (shared.terminal().interactive()) {
          shared.terminal().inPlace("%d of %d …".formatted(run.size(), futures.size()));
        }
        Examined examined = future.get();
        lines.of(examined).forEach(shared.terminal()::line);
        run.add(examined);
      }
      return run;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BelayException stated) {
        throw stated;
      }
      throw new IllegalStateException("a statement can be run on its instances", e.getCause());
    }
  }

  private static void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw BelayException.invalid(
          "the report's directory can be made; choose another by --out: out=%s (%s)"
              .formatted(directory, e));
    }
  }

  private static void write(Path file, String text) {
    try {
      WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw BelayException.fatal(
          "the report can be written; make room or repair the disk: file=%s (%s)"
              .formatted(file, e),
          e);
    }
  }
}

package io.belay.deploy.train;

import io.belay.coordinator.page.PageSettings;
import io.belay.coordinator.run.RunListener;
import io.belay.deploy.console.Terminal;
import io.belay.deploy.logging.RunLog;
import io.belay.deploy.process.ExitStatus;
import io.belay.deploy.process.Interruption;
import io.belay.deploy.process.RunPage;
import io.belay.error.BelayException;
import io.belay.learner.exact.algorithm.ExactAlgorithm;
import io.belay.learner.exact.run.ExactIteration;
import io.belay.learner.exact.run.ExactTraining;
import io.belay.learner.run.RunFiles;
import io.belay.learner.run.Summary;
import io.belay.recipe.Recipe;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Trains a run of an exact algorithm, new or resumed, to its end or its interruption, on this
 * thread, and leaves a summary whatever happens.
 *
 * @param files the run's directory, which this process has locked
 * @param resumed whether an earlier process has worked on the run
 * @param show where the run is shown on the terminal
 * @param port TCP port of the run's page on the loopback interface; empty for no page
 * @param version of Belay
 */
public record ExactJob(
    RunFiles files,
    Recipe recipe,
    ExactAlgorithm algorithm,
    boolean resumed,
    RunShow show,
    OptionalInt port,
    String version) {
  private static final Logger LOG = LoggerFactory.getLogger(ExactJob.class);

  /**
   * Does the job, or what is left of it.
   *
   * @return the exit status
   */
  public int run() {
    ExactSummaries summaries = ExactSummaries.of(files, recipe, resumed);
    try (RunLog log = RunLog.open(files.log(), show.terminal())) {
      try (ExactTraining training =
          ExactTraining.open(recipe, files, algorithm, System::nanoTime)) {
        return show.ended(train(training, summaries));
      } catch (RuntimeException e) {
        LOG.error("The run failed", e);
        return show.ended(failed(BelayException.sentence(e), summaries));
      }
    }
  }

  private int train(ExactTraining training, ExactSummaries summaries) {
    Terminal terminal = show.terminal();
    if (training.finished() && Summary.saysEvaluated(files)) {
      terminal.line(Words.nothingToDo(recipe));
      return ExitStatus.DONE;
    }
    show.begins(training.begunAt());
    terminal.line(ExactWords.beginning(recipe, algorithm, training.begunAt(), resumed));
    terminal.line(ExactWords.problem(algorithm.problem()));
    Optional<Signal> signal = iterateOnAPage(training);
    training.checkpoint();
    summaries.write(training.finished(), Optional.of(training.standing()), Optional.empty());
    if (signal.isPresent() && !training.finished()) {
      terminal.line(Words.stopped(files, recipe, training.iteration()));
      return ExitStatus.SIGNALLED + signal.get().getNumber();
    }
    terminal.line(ExactWords.trained(training.iteration(), training.seconds()));
    terminal.line(ExactWords.standing(training.standing()));
    terminal.line(Words.where(files));
    return ExitStatus.DONE;
  }

  /** Iterates while the run has a page, unless it is to have none. */
  private Optional<Signal> iterateOnAPage(ExactTraining training) {
    if (port.isEmpty()) {
      return iterate(training, events(List.of()));
    }
    try (RunPage page = RunPage.open(PageSettings.onLoopback(port.getAsInt()), version)) {
      ExactEvents events = events(page.listeners());
      events.begins();
      show.terminal().line(Words.shown(page.address()));
      try {
        Optional<Signal> signal = iterate(training, events);
        events.ended(training.finished(), training.parametersSha256());
        return signal;
      } catch (RuntimeException e) {
        events.failed(BelayException.sentence(e));
        throw e;
      }
    }
  }

  private ExactEvents events(List<RunListener> listeners) {
    Path name = files.root().toAbsolutePath().normalize().getFileName();
    return new ExactEvents(
        name == null ? recipe.name() : name.toString(), recipe, listeners, Clock.systemUTC());
  }

  /** Iterates to the end or the first signal. */
  private Optional<Signal> iterate(ExactTraining training, ExactEvents events) {
    double earlier = training.seconds();
    try (Interruption interruption = Interruption.handle()) {
      while (!training.finished()) {
        ExactIteration done = training.iterate();
        events.iteration(done.line(), training::policyTable);
        show.show(
            done.line(),
            () ->
                ExactWords.progress(
                    done.report(),
                    recipe.iterations(),
                    training.seconds() - earlier,
                    training.begunAt()));
        if (interruption.first().isDone()) {
          return Optional.of(interruption.first().join());
        }
      }
      return Optional.empty();
    } finally {
      show.terminal().keep();
    }
  }

  /** Says what went wrong, on the terminal and, where the disk allows it, in the summary. */
  private int failed(String message, ExactSummaries summaries) {
    Terminal terminal = show.terminal();
    terminal.failure(message);
    try {
      summaries.write(false, Optional.empty(), Optional.of(message));
      terminal.problem(Words.whereItFailed(files));
    } catch (BelayException e) {
      terminal.failure(BelayException.sentence(e));
    }
    return ExitStatus.FAILED;
  }
}

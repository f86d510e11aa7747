package io.belay.deploy.train;

import io.belay.deploy.console.Terminal;
import io.belay.deploy.logging.RunLog;
import io.belay.deploy.process.ExitStatus;
import io.belay.deploy.process.Interruption;
import io.belay.error.BelayException;
import io.belay.learner.exact.algorithm.ExactAlgorithm;
import io.belay.learner.exact.run.ExactIteration;
import io.belay.learner.exact.run.ExactTraining;
import io.belay.learner.run.RunFiles;
import io.belay.learner.run.Summary;
import io.belay.recipe.Recipe;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Trains a run of an exact algorithm, new or resumed, to its end or its interruption, on this
 * thread, and leaves a summary whatever happens.
 *
 * @param files the run's directory, which this process has locked
 * @param resumed whether an earlier process has worked on the run
 * @param show where the run is shown
 */
public record ExactJob(
    RunFiles files, Recipe recipe, ExactAlgorithm algorithm, boolean resumed, RunShow show) {
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
    Optional<Signal> signal = iterate(training);
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

  /** Iterates to the end or the first signal. */
  private Optional<Signal> iterate(ExactTraining training) {
    double earlier = training.seconds();
    try (Interruption interruption = Interruption.handle()) {
      while (!training.finished()) {
        ExactIteration done = training.iterate();
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

package io.belay.deploy.train;

import io.belay.deploy.console.Terminal;
import io.belay.deploy.logging.RunLog;
import io.belay.deploy.process.Actors;
import io.belay.deploy.process.ExitStatus;
import io.belay.deploy.process.Interruption;
import io.belay.deploy.process.LocalRun;
import io.belay.deploy.process.RunOutcome;
import io.belay.deploy.process.RunPlan;
import io.belay.error.BelayException;
import io.belay.worker.environment.EnvironmentRegistry;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Trains a run, new or resumed, to its end or its interruption, and leaves a summary whatever
 * happens.
 *
 * @param plan the run; its directory is locked by this process
 * @param resumedFrom the iteration at which the run goes on; empty for a new run
 */
public record TrainingJob(RunPlan plan, OptionalInt resumedFrom) {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingJob.class);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  /**
   * Does the job.
   *
   * @param version of Belay
   * @param show where the run is shown
   * @return the exit status
   */
  public int run(EnvironmentRegistry environments, Actors actors, String version, RunShow show) {
    show.begins(resumedFrom.orElse(0));
    Conclusion conclusion = Conclusion.of(plan, resumedFrom, show.terminal());
    try (RunLog log = RunLog.open(plan.files().log(), show.terminal())) {
      return show.ended(train(environments, actors, version, conclusion, show));
    } catch (RuntimeException e) {
      return show.ended(conclusion.failed(sentence(e)));
    }
  }

  /** Trains and concludes; what nobody expected goes to the log with its stack trace. */
  private int train(
      EnvironmentRegistry environments,
      Actors actors,
      String version,
      Conclusion conclusion,
      RunShow show) {
    try {
      conclusion.terminal().line(Words.beginning(plan, resumedFrom));
      warnOfLostStates(environments);
      Ending ending = trainToTheEnd(environments, actors, version, show);
      return switch (ending.outcome()) {
        case RunOutcome.Completed unused -> conclusion.completed(environments);
        case RunOutcome.Stopped unused -> conclusion.stopped(ending.status());
        case RunOutcome.Failed failed -> conclusion.failed(failed.message());
      };
    } catch (RuntimeException e) {
      LOG.error("The run failed", e);
      return conclusion.failed(sentence(e));
    }
  }

  private void warnOfLostStates(EnvironmentRegistry environments) {
    String id = plan.recipe().environment().id();
    if (resumedFrom.orElse(0) > 0 && !environments.lookup(id).spec().restorable()) {
      LOG.warn(
          "the environment cannot save its state, so the run goes on with new episodes and differs from one that was"
              + " not interrupted: environment={}",
          id);
    }
  }

  /**
   * How training ended.
   *
   * @param status exit status where it was stopped
   */
  private record Ending(RunOutcome outcome, int status) {}

  private Ending trainToTheEnd(
      EnvironmentRegistry environments, Actors actors, String version, RunShow show) {
    Terminal terminal = show.terminal();
    try (Interruption interruption = Interruption.handle();
        LocalRun run = LocalRun.start(plan, environments, actors, version, show::show)) {
      run.page().ifPresent(page -> terminal.line(Words.shown(page)));
      CompletableFuture.anyOf(run.outcome(), interruption.first()).join();
      if (run.outcome().isDone()) {
        return new Ending(run.outcome().join(), ExitStatus.FAILED);
      }
      Signal signal = interruption.first().join();
      terminal.keep();
      terminal.line(Words.stopping(signal.getName()));
      run.stop("interrupted by SIG" + signal.getName());
      return new Ending(stopped(run), ExitStatus.SIGNALLED + signal.getNumber());
    } finally {
      terminal.keep();
    }
  }

  /** Waits for the running update and the last checkpoint. */
  private static RunOutcome stopped(LocalRun run) {
    try {
      return run.outcome().get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new RunOutcome.Failed(
          "an interrupted run stops in time; an older checkpoint is there to resume from: waited="
              + STOP_PATIENCE);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new RunOutcome.Failed("the wait for the end of the run was interrupted");
    }
  }

  private static String sentence(RuntimeException e) {
    Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    return cause instanceof BelayException stated
        ? String.valueOf(stated.getMessage())
        : "an unexpected failure, see belay.log: " + cause;
  }
}

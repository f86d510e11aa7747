package io.belay.deploy.client;

import io.belay.control.IterationReport;
import io.belay.control.Quantiles;
import io.belay.deploy.console.ProgressPrinter;
import io.belay.deploy.console.Terminal;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.v1.GetStatusReply;
import io.belay.v1.RunStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Watches one run to its end and shows its progress as {@code belay train} does. */
public final class RunFinish {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final RunClient client;
  private final Terminal terminal;

  public RunFinish(RunClient client, Terminal terminal) {
    this.client = client;
    this.terminal = terminal;
  }

  /**
   * Returns when the run is over, which may take as long as the run and the queue before it. For a
   * coordinator, and for one that has just taken over to know the run, the client's patience is the
   * limit.
   *
   * @param environmentSteps steps of the whole run
   * @return how it ended
   * @throws BelayException where no coordinator answers any more, or none knows the run
   */
  public RunStatus await(String runId, long environmentSteps) {
    int seen = -1;
    String standing = "";
    ProgressPrinter printer = null;
    while (true) {
      RunStatus run = find(runId);
      if (printer == null) {
        printer =
            new ProgressPrinter(terminal, run.getIterations(), environmentSteps, System::nanoTime);
      }
      String now = run.getPhase() + (run.getDetail().isEmpty() ? "" : ", " + run.getDetail());
      if (!now.equals(standing)) {
        standing = now;
        terminal.keep();
        terminal.line(runId + ": " + standing);
      }
      if (run.getIterationsCompleted() > seen && run.getIterationsCompleted() > 0) {
        seen = run.getIterationsCompleted();
        printer.show(report(run));
      }
      if (over(run)) {
        terminal.keep();
        return run;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Whether a run is over. */
  public static boolean over(RunStatus run) {
    return switch (run.getPhase()) {
      case "COMPLETED", "STOPPED", "FAILED" -> true;
      default -> false;
    };
  }

  private RunStatus find(String runId) {
    long deadline = System.nanoTime() + client.patience().toNanos();
    while (true) {
      GetStatusReply status = client.status();
      Optional<RunStatus> found =
          status.getRunsList().stream().filter(run -> run.getRunId().equals(runId)).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      if (!status.getBookAwaited()) {
        throw BelayException.fatal(
            "a run that was submitted is in the book; it may have been lost with all nodes, submit it again: run="
                + runId);
      }
      if (System.nanoTime() - deadline > 0) {
        throw new BelayException(
            ErrorCategory.RETRYABLE,
            "the learner tells a new coordinator its book of runs in time; start a learner, the run is in its directory: run=%s, waited=%s"
                .formatted(runId, client.patience()));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static IterationReport report(RunStatus run) {
    return new IterationReport(
        run.getIterationsCompleted() - 1,
        run.getIterationsCompleted(),
        run.getEnvironmentSteps(),
        Double.NaN,
        run.getStepsPerSecond(),
        0,
        run.hasReturnMean() ? run.getReturnMean() : Double.NaN,
        Quantiles.NONE,
        Double.NaN,
        Quantiles.NONE,
        0,
        run.getParametersSha256(),
        Map.of(),
        Map.of(),
        0,
        Double.NaN,
        0,
        new double[0],
        new int[0],
        0);
  }
}

package io.belay.deploy.client;

import io.belay.deploy.console.DurationText;
import io.belay.v1.GetStatusReply;
import io.belay.v1.RunStatus;
import io.belay.v1.WorkerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where everything stands, in lines for people. */
public final class StatusText {
  private StatusText() {}

  /** A line for each run and each worker, and one for the learner. */
  public static List<String> of(GetStatusReply status) {
    List<String> lines = new ArrayList<>();
    lines.add(
        status.getLearnerAddress().isEmpty()
            ? "learner  absent"
            : "learner  " + status.getLearnerAddress());
    lines.add(status.getWorkersCount() == 0 ? "workers  none" : "workers");
    int width =
        status.getWorkersList().stream().mapToInt(w -> w.getWorkerId().length()).max().orElse(0);
    for (WorkerStatus worker : status.getWorkersList()) {
      lines.add("  " + padded(worker.getWorkerId(), width) + "  " + describe(worker));
    }
    lines.add(runs(status));
    int names = status.getRunsList().stream().mapToInt(r -> r.getRunId().length()).max().orElse(0);
    for (RunStatus run : status.getRunsList()) {
      lines.add("  " + padded(run.getRunId(), names) + "  " + describe(run));
    }
    return lines;
  }

  private static String runs(GetStatusReply status) {
    if (status.getBookAwaited()) {
      return "runs     the learner has yet to tell its book, there may be more";
    }
    return status.getRunsCount() == 0 ? "runs     none" : "runs";
  }

  private static String describe(WorkerStatus worker) {
    return String.format(
        Locale.ROOT,
        "%d blocks  %s steps/s  heard %s ago%s",
        worker.getBlocks(),
        worker.getStepsPerSecond() > 0
            ? Long.toString(Math.round(worker.getStepsPerSecond()))
            : "?",
        DurationText.of(Duration.ofMillis(worker.getSilentMillis())),
        worker.getDraining() ? "  draining" : "");
  }

  private static String describe(RunStatus run) {
    String progress =
        String.format(
            Locale.ROOT,
            "%s  iteration %d/%d  steps %d  %d/s  return %s",
            run.getPhase(),
            run.getIterationsCompleted(),
            run.getIterations(),
            run.getEnvironmentSteps(),
            Math.round(run.getStepsPerSecond()),
            run.hasReturnMean() ? String.format(Locale.ROOT, "%.1f", run.getReturnMean()) : "-");
    return run.getDetail().isEmpty() ? progress : progress + "  " + run.getDetail();
  }

  private static String padded(String word, int width) {
    return word + " ".repeat(width - word.length());
  }
}

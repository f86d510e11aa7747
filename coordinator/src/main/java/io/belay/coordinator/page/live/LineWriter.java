package io.belay.coordinator.page.live;

import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunState;
import java.util.Locale;

/** Events as sentences. Those that happen all the time have none. */
final class LineWriter {
  private final RunLines lines;

  LineWriter(RunLines lines) {
    this.lines = lines;
  }

  /**
   * Notes an event where it is worth a line.
   *
   * @param millis now, milliseconds since 1970-01-01T00:00Z
   * @param iteration iterations completed
   */
  void write(RunEvent event, long millis, long iteration) {
    switch (event) {
      case RunEvent.Submitted run ->
          lines.add(
              EventKind.RUN,
              millis,
              iteration,
              "Run %s taken up: %s on %s"
                  .formatted(run.runId(), run.algorithm(), run.environment()));
      case RunEvent.SubmissionRefused refused ->
          lines.add(
              EventKind.FAULT,
              millis,
              iteration,
              "Run %s was not taken on: %s".formatted(refused.runId(), refused.message()));
      case RunEvent.PhaseChanged changed ->
          lines.add(EventKind.RUN, millis, iteration, sentence(changed.state()));
      case RunEvent.WorkerJoined joined ->
          lines.add(
              EventKind.WORKER,
              millis,
              iteration,
              "%s joined with %s".formatted(joined.workerId(), counted(joined.slots(), "slot")));
      case RunEvent.WorkerDraining draining ->
          lines.add(
              EventKind.WORKER,
              millis,
              iteration,
              "%s is going: %s".formatted(draining.workerId(), draining.reason()));
      case RunEvent.WorkerLeft left ->
          lines.add(EventKind.WORKER, millis, iteration, left.workerId() + " left");
      case RunEvent.WorkerLost lost ->
          lines.add(
              EventKind.FAULT,
              millis,
              iteration,
              "%s was lost: %s".formatted(lost.workerId(), lost.reason()));
      case RunEvent.LeasesChanged leases ->
          lines.add(
              EventKind.LEASE,
              millis,
              iteration,
              "%s: %s granted, %d held"
                  .formatted(
                      words(leases.cause()), counted(leases.granted(), "block"), leases.held()));
      case RunEvent.BlockFailed failed ->
          lines.add(
              EventKind.FAULT,
              millis,
              iteration,
              "Block %d could not be sampled at %s: %s"
                  .formatted(failed.block(), failed.workerId(), failed.message()));
      case RunEvent.LanesRestarted lanes ->
          lines.add(
              EventKind.FAULT,
              millis,
              iteration,
              "%s began new episodes at %s: their environment cannot save its state"
                  .formatted(counted(lanes.lanes(), "lane"), lanes.workerId()));
      case RunEvent.BlockRefused refused ->
          lines.add(
              EventKind.FAULT,
              millis,
              iteration,
              "A block of %s was refused: %s".formatted(refused.workerId(), refused.reason()));
      case RunEvent.Checkpoint saved ->
          lines.add(
              saved.success() ? EventKind.CHECKPOINT : EventKind.FAULT,
              millis,
              iteration,
              saved.success()
                  ? "Checkpoint of iteration " + saved.iteration()
                  : "A checkpoint could not be written: " + saved.detail());
      // The phase says the same.
      case RunEvent.Ended unused -> {}
      case RunEvent.Failed unused -> {}
      case RunEvent.RunsQueued unused -> {}
      case RunEvent.Described unused -> {}
      case RunEvent.WorkerReported unused -> {}
      case RunEvent.BlocksHeld unused -> {}
      case RunEvent.BlockAdmitted unused -> {}
      case RunEvent.Progress unused -> {}
      case RunEvent.PolicyEvaluated unused -> {}
    }
  }

  private static String sentence(RunState state) {
    String phase = words(state.phase());
    return state.detail().isEmpty() ? phase : phase + ": " + state.detail();
  }

  /** A constant as words: {@code WORKER_GONE} is Worker gone. */
  private static String words(Enum<?> constant) {
    String words = constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String counted(long count, String noun) {
    return count == 1 ? "1 " + noun : count + " " + noun + "s";
  }
}

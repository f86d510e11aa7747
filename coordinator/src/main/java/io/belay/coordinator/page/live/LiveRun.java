package io.belay.coordinator.page.live;

import io.belay.control.IterationReport;
import io.belay.control.PolicyTable;
import io.belay.coordinator.page.history.Section;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunListener;
import io.belay.coordinator.run.RunState;
import io.belay.error.BelayException;
import io.belay.mdp.ready.FiniteMdps;
import io.belay.mdp.ready.GridLayout;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The run that is worked on, or was last, with its workers, as the page shows it. Its size is
 * bounded, however long it goes on.
 *
 * <p>Events come from one thread at a time; watchers ask from any.
 */
public final class LiveRun implements RunListener {
  private final InstantSource clock;
  private final WorkerRows workers = new WorkerRows();
  private final RunLines lines = new RunLines();
  private final LineWriter writer = new LineWriter(lines);
  private RunCurves curves = new RunCurves();
  private long changes;
  private long runs;
  private long tables;
  private int waiting;
  private int held;
  private long refused;
  private RunCard.Saved saved = RunCard.Saved.NEVER;
  private String parametersSha256 = "";
  private RunEvent.@Nullable Submitted submitted;
  private RunEvent.@Nullable Described described;
  private @Nullable RunState state;
  private @Nullable IterationReport report;
  private @Nullable GridLayout grid;
  private @Nullable PolicyTable table;

  /**
   * Without a run.
   *
   * @param clock tells when something was heard
   */
  public LiveRun(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void onEvent(RunEvent event) {
    changes++;
    long now = clock.millis();
    switch (event) {
      case RunEvent.Submitted begun -> begin(begun);
      case RunEvent.RunsQueued queued -> waiting = queued.waiting();
      case RunEvent.SubmissionRefused unused -> {}
      case RunEvent.Described about -> described = about;
      case RunEvent.PhaseChanged changed -> state = changed.state();
      case RunEvent.WorkerJoined joined -> workers.joined(joined.workerId(), joined.slots(), now);
      case RunEvent.WorkerDraining going ->
          workers.passed(going.workerId(), WorkerState.DRAINING, now);
      case RunEvent.WorkerLeft left -> workers.passed(left.workerId(), WorkerState.LEFT, now);
      case RunEvent.WorkerLost lost -> workers.passed(lost.workerId(), WorkerState.LOST, now);
      case RunEvent.WorkerReported told ->
          workers.reported(told.workerId(), told.heartbeat(), newestVersion(), now);
      case RunEvent.LeasesChanged leases -> held = leases.held();
      case RunEvent.BlocksHeld holding -> workers.holding(holding.blocks());
      case RunEvent.BlockRefused unused -> refused++;
      case RunEvent.Progress done -> progress(done.report());
      case RunEvent.Checkpoint written -> {
        if (written.success()) {
          saved = new RunCard.Saved(written.iteration(), now);
        }
      }
      case RunEvent.PolicyEvaluated evaluated -> evaluated(evaluated.table());
      case RunEvent.Ended ended -> parametersSha256 = ended.parametersSha256();
      case RunEvent.Failed unused -> {}
      case RunEvent.BlockFailed unused -> {}
      case RunEvent.LanesRestarted unused -> {}
      case RunEvent.BlockAdmitted unused -> {}
    }
    writer.write(event, now, iterations());
  }

  private void begin(RunEvent.Submitted begun) {
    runs++;
    curves = new RunCurves();
    held = 0;
    refused = 0;
    saved = RunCard.Saved.NEVER;
    parametersSha256 = "";
    submitted = begun;
    described = null;
    state = null;
    report = null;
    grid = layout(begun.environment());
    table = null;
  }

  /** A name that no finite MDP can be made of is said to the user by those who sample from it. */
  private static @Nullable GridLayout layout(String environment) {
    try {
      return FiniteMdps.layout(environment)
          .filter(layout -> PolicyTable.fits(layout.cells().length(), layout.actions().size()))
          .orElse(null);
    } catch (BelayException _) {
      return null;
    }
  }

  private void progress(IterationReport newest) {
    report = newest;
    curves.record(newest);
  }

  /** A table of another size is of an MDP that has the drawn one's name alone. */
  private void evaluated(PolicyTable newest) {
    if (grid != null
        && newest.states() == grid.cells().length()
        && newest.actions() == grid.actions().size()) {
      table = newest;
      tables++;
    }
  }

  private long newestVersion() {
    return report == null ? 0 : report.version();
  }

  private long iterations() {
    return report == null ? 0 : report.iteration() + 1L;
  }

  /** Whether a watcher has missed something. */
  synchronized boolean changedSince(Mark known) {
    return known.changes() != changes;
  }

  /** A copy of all that a watcher has missed. */
  synchronized Change since(Mark known) {
    boolean fresh = known.run() != runs || known.changes() < 0;
    boolean rebucketed = fresh || known.width() != curves.history().width();
    Section section = curves.history().section(rebucketed ? 0 : Math.max(0, known.buckets() - 1));
    boolean allWorkers = fresh || workers.membersChangedSince(known.workers());
    return new Change(
        clock.millis(),
        fresh,
        submitted == null
            ? null
            : new RunCard(
                submitted,
                described,
                state,
                report,
                waiting,
                held,
                refused,
                saved,
                parametersSha256),
        section,
        allWorkers,
        workers.since(allWorkers ? 0 : known.workers()),
        lines.since(fresh ? 0 : known.lines()),
        fresh ? grid : null,
        fresh || known.table() != tables ? table : null,
        new Mark(
            changes,
            runs,
            curves.history().width(),
            curves.history().size(),
            lines.sequence(),
            workers.sequence(),
            tables));
  }
}

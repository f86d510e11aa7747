package io.belay.coordinator.page.live;

import io.belay.control.PolicyTable;
import io.belay.coordinator.page.history.Section;
import io.belay.mdp.ready.GridLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a watcher is to be told.
 *
 * @param millis now, milliseconds since 1970-01-01T00:00Z
 * @param fresh whether everything follows, and what was known before is void
 * @param card null while no run was taken up
 * @param curves the history from the first bucket that may have changed
 * @param allWorkers whether workers that are not listed are shown no more
 * @param workers rows that are new or have changed
 * @param lines events that are new or counted on
 * @param grid how the run's finite MDP is drawn; null where it is not, or is known already
 * @param table the newest policy on it; null where there is none, or it is known already
 * @param mark what the watcher knows then
 */
record Change(
    long millis,
    boolean fresh,
    @Nullable RunCard card,
    Section curves,
    boolean allWorkers,
    List<WorkerRow> workers,
    List<RunLine> lines,
    @Nullable GridLayout grid,
    @Nullable PolicyTable table,
    Mark mark) {}

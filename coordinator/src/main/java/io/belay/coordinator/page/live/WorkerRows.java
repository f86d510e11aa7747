package io.belay.coordinator.page.live;

import io.belay.session.FromWorker.Heartbeat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/**
 * The workers that are shown: at most {@value #MOST}, of which the ones that went first make room
 * for those that come; where all are there, further ones are only counted by others. Used under the
 * lock of its {@link LiveRun}.
 */
final class WorkerRows {
  static final int MOST = 500;

  /** Workers that went and are still shown. */
  static final int MOST_GONE = 50;

  /** In the order in which they came; one that comes again keeps its place. */
  private final SequencedMap<String, WorkerRow> rows = new LinkedHashMap<>();

  private long sequence;

  /** Sequence of the last change of who is shown. */
  private long membership;

  void joined(String workerId, int slots, long now) {
    sequence++;
    if (!rows.containsKey(workerId)) {
      if (rows.size() >= MOST && !forget(1)) {
        return;
      }
      membership = sequence;
    }
    rows.put(workerId, WorkerRow.joined(workerId, sequence, slots, now));
  }

  void reported(String workerId, Heartbeat heartbeat, long newestVersion, long now) {
    change(workerId, row -> row.reported(sequence, heartbeat, newestVersion, now));
  }

  void passed(String workerId, WorkerState state, long now) {
    change(workerId, row -> row.with(sequence, state, now));
    long gone = rows.values().stream().filter(row -> row.state().gone()).count();
    if (gone > MOST_GONE) {
      forget(gone - MOST_GONE);
    }
  }

  /** Who holds how many blocks; whoever is not named holds none. */
  void holding(Map<String, Integer> blocks) {
    sequence++;
    rows.replaceAll((workerId, row) -> {
      int held = blocks.getOrDefault(workerId, 0);
      return row.blocks() == held ? row : row.holding(sequence, held);
    });
  }

  private void change(String workerId, UnaryOperator<WorkerRow> to) {
    sequence++;
    rows.computeIfPresent(workerId, (unused, row) -> to.apply(row));
  }

  /** Drops the first of those that went; false where there is none. */
  private boolean forget(long count) {
    List<String> gone =
        rows.values().stream()
            .filter(row -> row.state().gone())
            .limit(count)
            .map(WorkerRow::workerId)
            .toList();
    gone.forEach(rows::remove);
    membership = sequence;
    return !gone.isEmpty();
  }

  /** Sequence of the last change; 0 before the first. */
  long sequence() {
    return sequence;
  }

  /** Whether a watcher that knows the rows as of a sequence has to forget some, or learn of new. */
  boolean membersChangedSince(long known) {
    return membership > known;
  }

  /** Rows that have changed since a sequence. */
  List<WorkerRow> since(long known) {
    List<WorkerRow> changed = new ArrayList<>();
    for (WorkerRow row : rows.values()) {
      if (row.sequence() > known) {
        changed.add(row);
      }
    }
    return changed;
  }
}

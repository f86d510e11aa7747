package io.belay.coordinator.page.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The last {@value #MOST_OF_A_KIND} events of each kind. One that repeats the last of its kind is
 * counted instead of listed. Used under the lock of its {@link LiveRun}.
 */
final class RunLines {
  static final int MOST_OF_A_KIND = 40;

  private final Map<EventKind, Deque<RunLine>> byKind = new EnumMap<>(EventKind.class);
  private long sequence;
  private long lines;

  RunLines() {
    for (EventKind kind : EventKind.values()) {
      byKind.put(kind, new ArrayDeque<>());
    }
  }

  /**
   * Notes what happened.
   *
   * @param millis when, milliseconds since 1970-01-01T00:00Z
   * @param iteration iterations completed by then
   * @param text one sentence
   */
  void add(EventKind kind, long millis, long iteration, String text) {
    sequence++;
    Deque<RunLine> lasting = byKind.get(kind);
    if (lasting == null) {
      throw new IllegalStateException("every kind has its lines: kind=" + kind);
    }
    RunLine line = new RunLine(lines + 1, sequence, millis, kind, iteration, text, 1);
    RunLine last = lasting.peekLast();
    if (last != null && last.says(kind, line.text())) {
      lasting.removeLast();
      lasting.add(last.again(sequence, millis, iteration));
      return;
    }
    lines++;
    if (lasting.size() == MOST_OF_A_KIND) {
      lasting.removeFirst();
    }
    lasting.add(line);
  }

  /** Sequence of the last change; 0 before the first. */
  long sequence() {
    return sequence;
  }

  /** Lines that are new or counted on since a sequence, in the order of their numbers. */
  List<RunLine> since(long known) {
    if (known == sequence) {
      return List.of();
    }
    List<RunLine> changed = new ArrayList<>();
    byKind
        .values()
        .forEach(lasting ->
            lasting.stream().filter(line -> line.sequence() > known).forEach(changed::add));
    changed.sort(Comparator.comparingLong(RunLine::number));
    return changed;
  }
}

package io.belay.coordinator.page.live;

/**
 * How much of a {@link LiveRun} a watcher knows.
 *
 * @param changes changes of anything; equal where there is nothing to tell
 * @param run number of the run, from 1; 0 for a watcher that knows nothing
 * @param width width of the history's buckets
 * @param buckets buckets of the history, of which the last may have grown since
 * @param lines sequence of the events
 * @param workers sequence of the workers
 * @param table number of the policy table
 */
record Mark(long changes, long run, int width, int buckets, long lines, long workers, long table) {
  /** Of a watcher that knows nothing. */
  static final Mark NOTHING = new Mark(-1, 0, 0, 0, 0, 0, 0);
}

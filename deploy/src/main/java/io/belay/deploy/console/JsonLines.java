package io.belay.deploy.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lines of JSON on standard output, each flushed, in their order.
 *
 * <p>A thread of its own writes them, so that who tells of an iteration never waits for who reads
 * it: a pipe holds some 64 KB. Lines that are not read wait here; where more than {@value
 * #MOST_WAITING} do, iterations are left out, and a line {@code {"type":"omitted","iterations":n}}
 * stands where they would have been.
 */
public final class JsonLines implements AutoCloseable {
  /** Some ten megabytes. */
  static final int MOST_WAITING = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PrintStream out;
  private final Thread writer;

  /** Guarded by this, as all below. */
  private final Deque<String> waiting = new ArrayDeque<>();

  private int omitted;
  private boolean closed;

  /** Lines written so far, by which {@link #close} sees that someone reads. */
  private long written;

  /**
   * Begins to write.
   *
   * @param out standard output, which nothing else writes to
   */
  public JsonLines(PrintStream out) {
    this.out = out;
    this.writer = Thread.ofPlatform().daemon().name("belay-json").start(this::write);
  }

  /** Writes a line, however many wait: one that there are few of. */
  public synchronized void line(String json) {
    tellOmitted();
    waiting.add(json);
    notifyAll();
  }

  /** Writes a line about an iteration, or counts it where too many wait. */
  public synchronized void iteration(String json) {
    if (waiting.size() >= MOST_WAITING) {
      omitted++;
    } else {
      line(json);
    }
  }

  /** Returns when all lines are read, or when none was for 30 s. */
  @Override
  public synchronized void close() {
    tellOmitted();
    closed = true;
    notifyAll();
    long seen = -1;
    try {
      while (!waiting.isEmpty() && written != seen) {
        seen = written;
        awaitProgress(seen);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitProgress(long seen) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long left = PATIENCE.toMillis();
    while (written == seen && !waiting.isEmpty() && left > 0) {
      wait(left);
      left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }
  }

  private void tellOmitted() {
    if (omitted > 0) {
      waiting.add("{\"type\":\"omitted\",\"iterations\":" + omitted + "}");
      omitted = 0;
    }
  }

  private void write() {
    try {
      for (String line = next(); line != null; line = next()) {
        out.print(line + "\n");
        out.flush();
        done();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The line to write; it counts as waiting until it is written. Null after the last. */
  private synchronized @Nullable String next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    return waiting.peek();
  }

  private synchronized void done() {
    waiting.remove();
    written++;
    notifyAll();
  }
}

package io.belay.learner.run;

import io.belay.control.IterationReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * {@code progress.jsonl}: a line for each iteration, in their order.
 *
 * <p>Every line is with the operating system when {@link #append} returns, so that it outlives this
 * process, and on the disk after {@link #force}. Where the disk takes no more, lines wait in memory
 * and are written when it does again. One thread at a time appends; any thread may force.
 */
public final class ProgressLog implements AutoCloseable {
  /** Lines that may wait for room on the disk: some ten megabytes. */
  static final int MOST_WAITING = 10_000;

  private final FileChannel file;

  /** Lines that are not in the file; guarded by this. */
  private final Deque<byte[]> waiting = new ArrayDeque<>();

  /** Where the last whole line ends; guarded by this. */
  private long end;

  private ProgressLog(FileChannel file, long end) {
    this.file = file;
    this.end = end;
  }

  /**
   * Opens the log at an iteration, dropping the lines of this and later ones.
   *
   * @param path the file; made where it does not exist
   * @param iteration the iteration that the next line is about
   */
  public static ProgressLog open(Path path, int iteration) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    long end = ProgressLines.endBefore(path, iteration);
    file.truncate(end);
    return new ProgressLog(file, end);
  }

  /**
   * Appends an iteration's line.
   *
   * @return why this line and perhaps earlier ones wait; empty where all are with the operating
   *     system
   * @throws IOException where so many lines wait that no further one may
   */
  public synchronized Optional<IOException> append(IterationReport report) throws IOException {
    waiting.add(ProgressLine.of(report).getBytes(StandardCharsets.UTF_8));
    try {
      writeWaiting();
      return Optional.empty();
    } catch (IOException noRoom) {
      if (waiting.size() > MOST_WAITING) {
        throw new IOException(
            "%d lines of progress wait for the disk, and no more may".formatted(MOST_WAITING),
            noRoom);
      }
      return Optional.of(noRoom);
    }
  }

  /** Lines that wait for room on the disk. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** Share of the room for lines that wait which is taken, in [0, 1]. */
  public double fill() {
    return Math.min(1, (double) waiting() / MOST_WAITING);
  }

  /** Returns when all lines so far are on the disk, and throws where they cannot be. */
  public void force() throws IOException {
    synchronized (this) {
      writeWaiting();
    }
    // Outside of the monitor: an iteration does not wait for the disk.
    file.force(false);
  }

  /** Writes what waits; throws where it cannot, and closes the file all the same. */
  @Override
  public synchronized void close() throws IOException {
    try (file) {
      writeWaiting();
    }
  }

  private void writeWaiting() throws IOException {
    for (byte[] line = waiting.peek(); line != null; line = waiting.peek()) {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      long position = end;
      try {
        while (bytes.hasRemaining()) {
          position += file.write(bytes, position);
        }
      } catch (IOException e) {
        cutHalfLine(e);
        throw e;
      }
      end = position;
      waiting.remove();
    }
  }

  private void cutHalfLine(IOException cause) {
    try {
      file.truncate(end);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}

package io.belay.learner.run;

import io.belay.control.IterationReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * {@code progress.jsonl}, written behind a buffer that is never older than a second while the run
 * advances.
 *
 * <p>Line i is iteration i. Used by one thread at a time.
 */
public final class ProgressLog implements AutoCloseable {
  private static final Duration LONGEST_UNWRITTEN = Duration.ofSeconds(1);
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel file;
  private final InstantSource clock;
  private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private Instant lastWrite;

  private ProgressLog(FileChannel file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    this.lastWrite = clock.instant();
  }

  /**
   * Opens the log at an iteration, dropping every later line.
   *
   * @param path the file; made where it does not exist
   * @param iteration the iteration that the next line is about: how many lines are kept
   * @param clock tells when the buffer is to be written
   */
  public static ProgressLog open(Path path, int iteration, InstantSource clock) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    file.truncate(endOfLine(path, iteration));
    file.position(file.size());
    return new ProgressLog(file, clock);
  }

  /** Appends an iteration's line. */
  public void append(IterationReport report) throws IOException {
    byte[] line = ProgressLine.of(report).getBytes(StandardCharsets.UTF_8);
    if (line.length > buffer.remaining()) {
      write();
    }
    if (line.length > buffer.capacity()) {
      buffer = ByteBuffer.allocate(line.length);
    }
    buffer.put(line);
    if (Duration.between(lastWrite, clock.instant()).compareTo(LONGEST_UNWRITTEN) >= 0) {
      write();
    }
  }

  /** Hands all lines so far to the operating system, so that they outlive this process. */
  public void write() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
    lastWrite = clock.instant();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      write();
      file.force(true);
    }
  }

  /** Where line number {@code lines} ends, or the last whole line where there are fewer. */
  private static long endOfLine(Path path, int lines) throws IOException {
    long end = 0;
    int seen = 0;
    long position = 0;
    try (var in = Files.newInputStream(path)) {
      byte[] chunk = new byte[BUFFER_BYTES];
      for (int read = in.read(chunk); read > 0 && seen < lines; read = in.read(chunk)) {
        for (int i = 0; i < read && seen < lines; i++) {
          if (chunk[i] == '\n') {
            seen++;
            end = position + i + 1;
          }
        }
        position += read;
      }
    }
    return end;
  }
}

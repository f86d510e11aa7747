package io.belay.learner.run;

import io.belay.control.IterationReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * {@code progress.jsonl}: line i is iteration i.
 *
 * <p>Every line is with the operating system when {@link #append} returns, so that it outlives this
 * process, and on the disk after {@link #force}. One thread at a time appends; any thread may
 * force.
 */
public final class ProgressLog implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;

  private final FileChannel file;

  private ProgressLog(FileChannel file) {
    this.file = file;
  }

  /**
   * Opens the log at an iteration, dropping every later line.
   *
   * @param path the file; made where it does not exist
   * @param iteration the iteration that the next line is about: how many lines are kept
   */
  public static ProgressLog open(Path path, int iteration) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    file.truncate(endOfLine(path, iteration));
    file.position(file.size());
    return new ProgressLog(file);
  }

  /** Appends an iteration's line. */
  public void append(IterationReport report) throws IOException {
    ByteBuffer line = ByteBuffer.wrap(ProgressLine.of(report).getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      file.write(line);
    }
  }

  /** Returns when all lines so far are on the disk. */
  public void force() throws IOException {
    file.force(false);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Where line number {@code lines} ends, or the last whole line where there are fewer. */
  private static long endOfLine(Path path, int lines) throws IOException {
    long end = 0;
    int seen = 0;
    long position = 0;
    try (InputStream in = Files.newInputStream(path)) {
      byte[] chunk = new byte[CHUNK_BYTES];
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

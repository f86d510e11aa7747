package io.belay.learner.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds lines of {@code progress.jsonl} by the iteration that they are about.
 *
 * <p>By its number and not by its place: where a run was taken over without the file, its first
 * line is not about iteration 0.
 */
final class ProgressLines {
  private static final byte[] PREFIX = "{\"iteration\":".getBytes(StandardCharsets.US_ASCII);
  private static final int NOT_A_LINE = -1;

  private ProgressLines() {}

  /**
   * Where the lines about earlier iterations than this one end: before the first line that is about
   * this or a later one, is torn, or is none of ours.
   */
  static long endBefore(Path path, int iteration) throws IOException {
    long end = 0;
    long position = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      Line line = new Line();
      for (int next = in.read(); next >= 0; next = in.read()) {
        position++;
        if (next != '\n') {
          line.add(next);
          continue;
        }
        if (line.iteration() == NOT_A_LINE || line.iteration() >= iteration) {
          return end;
        }
        end = position;
        line = new Line();
      }
    }
    return end;
  }

  /** The beginning of a line, as far as its first number. */
  private static final class Line {
    private int length;
    private long number = NOT_A_LINE;
    private boolean over;

    void add(int next) {
      int place = length++;
      if (over) {
        return;
      }
      if (place < PREFIX.length) {
        over = next != PREFIX[place];
      } else if (next >= '0' && next <= '9' && number <= Integer.MAX_VALUE) {
        number = Math.max(number, 0) * 10 + (next - '0');
      } else {
        over = true;
      }
    }

    long iteration() {
      return number;
    }
  }
}

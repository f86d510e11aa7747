package io.belay.learner.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files that are whole or not there: a reader finds either the old content or the new,
 * whatever happens to the process or to the power.
 *
 * <p>The content is written beside the final name, forced to the disk, and then renamed; the rename
 * is forced as well.
 */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a file. Returns when it is on the disk; where it cannot be written, the old one stays
   * and nothing else is left behind.
   *
   * @param parts the content, one after the other
   */
  public static void write(Path file, byte[]... parts) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path temporary = absolute.resolveSibling(absolute.getFileName() + ".new");
    try {
      writeAndForce(temporary, parts);
      move(temporary, absolute);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /**
   * Gives a file that is on the disk its final name, in place of what had it. Returns when that is
   * on the disk as well.
   */
  public static void move(Path written, Path file) throws IOException {
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceDirectory(file.toAbsolutePath().resolveSibling(""));
  }

  private static void writeAndForce(Path file, byte[]... parts) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (byte[] part : parts) {
        ByteBuffer bytes = ByteBuffer.wrap(part);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      channel.force(true);
    }
  }

  private static void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}

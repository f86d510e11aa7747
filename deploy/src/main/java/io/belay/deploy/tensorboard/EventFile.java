package io.belay.deploy.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One event file, to which whole events are appended.
 *
 * <p>Readers take the files of a directory in the order of their names, and those that a reader has
 * read to the end may never change: so each process makes a new one, whose name sorts behind all
 * others, also where the clock has gone back. Used by one thread.
 */
final class EventFile implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\..*");

  private final FileChannel file;

  /** Where the last whole event ends. */
  private long end;

  private EventFile(FileChannel file) {
    this.file = file;
  }

  /**
   * Makes a new file, or none where it cannot have its first two events.
   *
   * @param directory made where it does not exist
   * @param seconds the time, since 1970
   * @param step the first that will be written: what other files have of this and later ones is
   *     void
   */
  static EventFile create(Path directory, double seconds, long step) throws IOException {
    Files.createDirectories(directory);
    long stamp = Math.max((long) seconds, newest(directory) + 1);
    String name =
        String.format(
            Locale.ROOT,
            "events.out.tfevents.%010d.belay.%d",
            stamp,
            ProcessHandle.current().pid());
    Path path = directory.resolve(name);
    EventFile events =
        new EventFile(
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    try {
      events.append(EventCodec.fileVersion(seconds));
      events.append(EventCodec.start(seconds, step));
      return events;
    } catch (IOException e) {
      events.close();
      Files.delete(path);
      throw e;
    }
  }

  /** The time in the name of the newest file; −1 where there is none. */
  private static long newest(Path directory) throws IOException {
    long newest = -1;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          newest = Math.max(newest, Long.parseLong(matcher.group(1)));
        }
      }
    }
    return newest;
  }

  /**
   * Appends an event, whole or not at all; it is with the operating system when this returns.
   *
   * @param event the message
   */
  void append(byte[] event) throws IOException {
    ByteBuffer frame = RecordFraming.framed(event);
    long position = end;
    try {
      while (frame.hasRemaining()) {
        position += file.write(frame, position);
      }
      end = position;
    } catch (IOException e) {
      cutHalfEvent(e);
      throw e;
    }
  }

  private void cutHalfEvent(IOException cause) {
    try {
      file.truncate(end);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

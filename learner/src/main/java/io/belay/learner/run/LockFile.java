package io.belay.learner.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An empty file that one holder at a time has locked, in this process or in another.
 *
 * <p>The lock is the operating system's, so that it ends with the process however the process ends.
 */
public final class LockFile implements AutoCloseable {
  /*
   * POSIX gives a lock to a process, not to a channel, and takes it away when the process closes any channel on the file:
   * a second try within one process must not even open it.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock without waiting; the file is made where it does not exist.
   *
   * @param path in a directory that exists
   * @return the lock, or empty where someone holds it
   */
  public static Optional<LockFile> take(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path file = absolute.resolveSibling("").toRealPath().resolve(absolute.getFileName());
    if (!HELD_HERE.add(file)) {
      return Optional.empty();
    }
    boolean taken = false;
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      taken = lock(channel);
      return taken ? Optional.of(new LockFile(file, channel)) : Optional.empty();
    } finally {
      if (!taken) {
        HELD_HERE.remove(file);
      }
    }
  }

  /** Whether the lock could be had; the channel is closed where not. */
  private static boolean lock(FileChannel channel) throws IOException {
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException otherClassLoader) {
      // Held in this process by someone who does not share HELD_HERE.
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked;
  }

  /** Lets another have it. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD_HERE.remove(file);
    }
  }
}

package io.belay.learner.checkpoint;

import io.belay.error.BelayException;
import io.belay.learner.run.SealedFile;
import io.belay.learner.run.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A directory of checkpoints, of which the last few are kept.
 *
 * <p>A file is named after the number of iterations that are completed in it, {@code
 * 00000050.checkpoint}.
 */
public final class CheckpointStore {
  /** What a checkpoint's file is. */
  public static final SealedFile FILE = new SealedFile("BELAYCP1", "a checkpoint");

  private static final Pattern NAME = Pattern.compile("(\\d{8})\\.checkpoint");
  private static final Pattern LEFT_BEHIND = Pattern.compile("\\d{8}\\.checkpoint\\.new");

  private final Path directory;
  private final int kept;

  /**
   * A store; the directory is made when the first checkpoint is written.
   *
   * @param directory where the files are
   * @param kept how many are kept, at least 1
   */
  public CheckpointStore(Path directory, int kept) {
    this.directory = directory;
    this.kept = kept;
  }

  /**
   * What a run can be continued from.
   *
   * @param newest the newest checkpoint that can be read; empty where there is none
   * @param unreadable one sentence for each newer file that cannot be read
   */
  public record Recovery(Optional<Checkpoint> newest, List<String> unreadable) {}

  /**
   * A checkpoint's file.
   *
   * @param iteration iterations completed in it
   */
  public record Stored(Path file, int iteration) {}

  /** Writes a checkpoint and then removes those that are too old to be kept. */
  Path write(Checkpoint checkpoint) throws IOException {
    Files.createDirectories(directory);
    Path file = file(checkpoint.iteration());
    FILE.write(file, CheckpointCodec.encode(checkpoint));
    prune();
    return file;
  }

  /**
   * Takes in a checkpoint's file that another process wrote and then removes those that are too old
   * to be kept.
   *
   * @param fetched a checkpoint on the same file system; it is not there any more afterwards
   * @param iteration iterations completed in it
   */
  public void adopt(Path fetched, int iteration) throws IOException {
    Files.createDirectories(directory);
    WholeFile.move(fetched, file(iteration));
    prune();
  }

  /** Reads a checkpoint; refused where the file is none, is torn or altered. */
  public static Checkpoint read(Path file) throws IOException {
    return CheckpointCodec.decode(FILE.read(file));
  }

  /** The file of the newest checkpoint; empty where there is none. */
  public Optional<Stored> newest() {
    return newestFirst().stream()
        .findFirst()
        .map(file -> new Stored(file, Integer.parseInt(file.getFileName().toString(), 0, 8, 10)));
  }

  /** Finds the newest checkpoint that can be read. */
  public Recovery recover() {
    List<String> unreadable = new ArrayList<>();
    for (Path file : newestFirst()) {
      try {
        Checkpoint checkpoint = read(file);
        return new Recovery(Optional.of(checkpoint), unreadable);
      } catch (IOException e) {
        unreadable.add("a checkpoint can be read: file=%s (%s)".formatted(file, e));
      } catch (BelayException e) {
        unreadable.add(e.getMessage());
      }
    }
    return new Recovery(Optional.empty(), unreadable);
  }

  private Path file(int iteration) {
    return directory.resolve("%08d.checkpoint".formatted(iteration));
  }

  private void prune() throws IOException {
    List<Path> files = newestFirst();
    for (Path file : files.subList(Math.min(kept, files.size()), files.size())) {
      Files.deleteIfExists(file);
    }
    for (Path file : named(LEFT_BEHIND)) {
      Files.deleteIfExists(file);
    }
  }

  private List<Path> newestFirst() {
    List<Path> files = named(NAME);
    files.sort(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed());
    return files;
  }

  private List<Path> named(Pattern pattern) {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> content = Files.newDirectoryStream(directory)) {
        content.forEach(file -> {
          if (pattern.matcher(file.getFileName().toString()).matches()) {
            files.add(file);
          }
        });
      } catch (IOException e) {
        throw BelayException.fatal(
            "a directory of checkpoints can be listed: directory=%s (%s)"
                .formatted(directory, e.getMessage()),
            e);
      }
    }
    return files;
  }
}

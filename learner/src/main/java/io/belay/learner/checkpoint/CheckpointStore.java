package io.belay.learner.checkpoint;

import io.belay.error.BelayException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory of checkpoints, of which the last few are kept.
 *
 * <p>A file is named after the number of iterations that are completed in it, {@code
 * 00000050.checkpoint}.
 */
public final class CheckpointStore {
  private static final Pattern NAME = Pattern.compile("(\\d{8})\\.checkpoint");

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

  /** Writes a checkpoint and then removes those that are too old to be kept. */
  Path write(Checkpoint checkpoint) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve("%08d.checkpoint".formatted(checkpoint.iteration()));
    CheckpointFile.write(file, CheckpointCodec.encode(checkpoint));
    prune();
    return file;
  }

  /** Finds the newest checkpoint that can be read. */
  public Recovery recover() {
    List<String> unreadable = new ArrayList<>();
    for (Path file : newestFirst()) {
      try {
        Checkpoint checkpoint = CheckpointCodec.decode(CheckpointFile.read(file));
        return new Recovery(Optional.of(checkpoint), unreadable);
      } catch (IOException e) {
        unreadable.add("a checkpoint can be read: file=%s (%s)".formatted(file, e));
      } catch (BelayException e) {
        unreadable.add(e.getMessage());
      }
    }
    return new Recovery(Optional.empty(), unreadable);
  }

  private void prune() throws IOException {
    List<Path> files = newestFirst();
    for (Path file : files.subList(Math.min(kept, files.size()), files.size())) {
      Files.deleteIfExists(file);
    }
  }

  private List<Path> newestFirst() {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> content = Files.newDirectoryStream(directory)) {
        content.forEach(file -> {
          Matcher name = NAME.matcher(file.getFileName().toString());
          if (name.matches()) {
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
    files.sort(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed());
    return files;
  }
}

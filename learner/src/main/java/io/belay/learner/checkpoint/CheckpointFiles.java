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
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A directory of sealed files, each named after the number of iterations that are completed in it,
 * {@code 00000050.checkpoint}, of which the last few are kept.
 *
 * @param directory made when the first file is written
 * @param kept how many are kept, at least 1
 * @param format what a file is
 */
record CheckpointFiles(Path directory, int kept, SealedFile format) {
  private static final Pattern NAME = Pattern.compile("(\\d{8})\\.checkpoint");
  private static final Pattern LEFT_BEHIND = Pattern.compile("\\d{8}\\.checkpoint\\.new");

  /**
   * What can be read.
   *
   * @param newest the newest content that can be read; empty where there is none
   * @param unreadable one sentence for each newer file that cannot be read
   * @param refused those of them that the disk gave and that make no sense
   */
  record Found<C>(Optional<C> newest, List<String> unreadable, List<Path> refused) {}

  /** Writes a file and then removes those that are too old to be kept. */
  Path write(int iteration, byte[] body) throws IOException {
    Files.createDirectories(directory);
    Path file = file(iteration);
    format.write(file, body);
    prune(file);
    return file;
  }

  /** Takes in a file that is whole, and then removes those that are too old to be kept. */
  void adopt(Path fetched, int iteration) throws IOException {
    Files.createDirectories(directory);
    WholeFile.move(fetched, file(iteration));
    prune(file(iteration));
  }

  /** The newest file and its iteration; empty where there is none. */
  Optional<CheckpointStore.Stored> newest() {
    return newestFirst().stream()
        .findFirst()
        .map(file ->
            new CheckpointStore.Stored(
                file, Integer.parseInt(file.getFileName().toString(), 0, 8, 10)));
  }

  /**
   * Finds the newest file that can be read.
   *
   * @param decode makes sense of a body, or refuses it
   * @throws BelayException INVALID_REQUEST where there are files and none can be read: whoever
   *     began anew would lose all that is in them
   */
  <C> Found<C> recover(Function<byte[], C> decode) {
    List<String> unreadable = new ArrayList<>();
    List<Path> refused = new ArrayList<>();
    for (Path file : newestFirst()) {
      try {
        return new Found<>(Optional.of(decode.apply(format.read(file))), unreadable, refused);
      } catch (IOException e) {
        unreadable.add("a checkpoint can be read: file=%s (%s)".formatted(file, e));
      } catch (BelayException e) {
        unreadable.add(e.getMessage());
        refused.add(file);
      }
    }
    if (!unreadable.isEmpty()) {
      throw BelayException.invalid(
          "a run goes on from a checkpoint that can be read; repair the disk or restore one, or remove all of them to begin anew: directory=%s (%s)"
              .formatted(directory, String.join("; ", unreadable)));
    }
    return new Found<>(Optional.empty(), unreadable, refused);
  }

  /** Takes what was refused out of the way of those who look for the newest file by its name. */
  void setAside(List<Path> refused) throws IOException {
    for (Path file : refused) {
      WholeFile.move(file, file.resolveSibling(file.getFileName() + ".unreadable"));
    }
  }

  private Path file(int iteration) {
    return directory.resolve("%08d.checkpoint".formatted(iteration));
  }

  /** Removes what is older than the newest that are kept, counted from the one just written. */
  private void prune(Path written) throws IOException {
    List<Path> files = newestFirst();
    files.removeIf(file -> name(file).compareTo(name(written)) > 0);
    for (Path file : files.subList(Math.min(kept, files.size()), files.size())) {
      Files.deleteIfExists(file);
    }
    for (Path file : named(LEFT_BEHIND)) {
      Files.deleteIfExists(file);
    }
  }

  private List<Path> newestFirst() {
    List<Path> files = named(NAME);
    files.sort(Comparator.comparing(CheckpointFiles::name).reversed());
    return files;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
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

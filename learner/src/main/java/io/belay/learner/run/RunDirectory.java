package io.belay.learner.run;

import io.belay.error.BelayException;
import io.belay.recipe.RecipeLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A run's directory, held by this process alone until it is closed.
 *
 * <p>The lock is the operating system's on {@code run.lock}, so that it ends with the process
 * however the process ends.
 */
public final class RunDirectory implements AutoCloseable {
  private final RunFiles files;
  private final LockFile lock;

  private RunDirectory(RunFiles files, LockFile lock) {
    this.files = files;
    this.lock = lock;
  }

  /**
   * Makes the directory of a new run and writes its recipe.
   *
   * @param path a directory that does not exist or is empty
   * @param recipe the fully resolved recipe
   */
  public static RunDirectory create(Path path, String recipe) {
    try {
      refuseContent(path);
      Files.createDirectories(path);
      RunDirectory directory = lock(new RunFiles(path));
      try {
        WholeFile.write(directory.files.recipe(), recipe.getBytes(StandardCharsets.UTF_8));
        return directory;
      } catch (IOException | RuntimeException e) {
        directory.close();
        throw e;
      }
    } catch (IOException e) {
      throw BelayException.invalid(
          "a run directory can be made and written; choose another with --out: out=%s (%s)"
              .formatted(path, reason(e)));
    }
  }

  /**
   * Takes the directory of a run, and makes it where it is not there yet.
   *
   * @param path where the run is, or else nothing
   * @param recipe the fully resolved recipe, of which an earlier run has to be
   */
  public static RunDirectory claim(Path path, String recipe) {
    RunFiles files = new RunFiles(path);
    try {
      Files.createDirectories(path);
      RunDirectory directory = lock(files);
      try {
        directory.requireRecipe(recipe);
        return directory;
      } catch (IOException | RuntimeException e) {
        directory.close();
        throw e;
      }
    } catch (IOException e) {
      throw BelayException.invalid(
          "a run directory can be made and written; make room or repair the disk: runDirectory=%s (%s)"
              .formatted(path, reason(e)));
    }
  }

  /** Takes the directory of an earlier run. */
  public static RunDirectory open(Path path) {
    RunFiles files = RunFiles.ofRun(path);
    try {
      return lock(files);
    } catch (IOException e) {
      throw BelayException.invalid(
          "a run directory can be written by whoever resumes it: runDirectory=%s (%s)"
              .formatted(path, reason(e)));
    }
  }

  public RunFiles files() {
    return files;
  }

  /** Lets another process have the directory. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw BelayException.fatal(
          "the lock of a run directory can be given back: runDirectory=" + files.root(), e);
    }
  }

  private static RunDirectory lock(RunFiles files) throws IOException {
    return new RunDirectory(
        files,
        LockFile.take(files.lock())
            .orElseThrow(() ->
                BelayException.invalid(
                    "one process at a time works on a run; wait for the other one or stop it: runDirectory="
                        + files.root())));
  }

  private void requireRecipe(String recipe) throws IOException {
    if (Files.notExists(files.recipe())) {
      WholeFile.write(files.recipe(), recipe.getBytes(StandardCharsets.UTF_8));
      return;
    }
    String earlier =
        RecipeLoader.render(RecipeLoader.parse(files.readRecipe(), files.recipe().toString()));
    if (!earlier.equals(recipe)) {
      throw BelayException.invalid(
          "a run goes on with the recipe it was started with; give the changed recipe's run another name or directory (--out): file="
              + files.recipe());
    }
  }

  private static void refuseContent(Path path) throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    // A start that failed or was killed before the recipe was written leaves these.
    RunFiles files = new RunFiles(path);
    Set<Path> leftovers =
        Set.of(files.lock(), files.recipe().resolveSibling(files.recipe().getFileName() + ".new"));
    try (DirectoryStream<Path> content =
        Files.newDirectoryStream(path, file -> !leftovers.contains(file))) {
      if (content.iterator().hasNext()) {
        throw BelayException.invalid(
            "a new run starts in an empty directory; choose another with --out, or continue the run there with"
                + " `belay resume %s`: out=%s".formatted(path, path));
      }
    } catch (NotDirectoryException e) {
      throw BelayException.invalid(
          "a run directory is a directory; choose another with --out: out=" + path);
    }
  }

  /**
   * An I/O exception's message is often only a path; its class name then says what was wrong with
   * it.
   */
  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}

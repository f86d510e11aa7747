package io.belay.learner.run;

import io.belay.error.BelayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where everything is in a run directory.
 *
 * @param root the directory
 */
public record RunFiles(Path root) {

  /** Of an existing run; refused where there is none. */
  public static RunFiles ofRun(Path root) {
    RunFiles files = new RunFiles(root);
    if (!Files.isRegularFile(files.recipe())) {
      throw BelayException.invalid(
          "a run directory holds a recipe.conf; name one that `belay train` made: runDirectory="
              + root);
    }
    return files;
  }

  /** The fully resolved recipe. */
  public Path recipe() {
    return root.resolve("recipe.conf");
  }

  /** A line for each iteration. */
  public Path progress() {
    return root.resolve("progress.jsonl");
  }

  /** Whether an iteration of the run was ever finished. */
  public boolean begun() {
    return Files.exists(progress());
  }

  /** The directory of checkpoints. */
  public Path checkpoints() {
    return root.resolve("checkpoints");
  }

  /** The outcome. */
  public Path summary() {
    return root.resolve("summary.json");
  }

  /** What the processes logged. */
  public Path log() {
    return root.resolve("belay.log");
  }

  /** The directory of TensorBoard's event files. */
  public Path tensorboard() {
    return root.resolve("tensorboard");
  }

  Path lock() {
    return root.resolve("run.lock");
  }

  /** The text of {@code recipe.conf}. */
  public String readRecipe() {
    try {
      return Files.readString(recipe());
    } catch (IOException e) {
      throw BelayException.invalid(
          "the recipe of a run can be read: file=" + recipe() + " (" + e + ")");
    }
  }
}

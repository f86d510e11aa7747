package io.belay.coordinator.run;

import io.belay.error.BelayException;
import io.belay.recipe.Recipe;
import java.util.regex.Pattern;

/**
 * A wish to have a policy trained.
 *
 * @param runId name of the run
 * @param workersWanted workers to wait for before the run starts, at least 1
 * @param resume whether a run of this name that was stopped or failed is taken up again, from its
 *     newest checkpoint; otherwise one that is over is left alone
 */
public record Submission(String runId, Recipe recipe, int workersWanted, boolean resume) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final int SHOWN = 128;

  public Submission {
    if (runId.isBlank() || workersWanted < 1) {
      throw BelayException.invalid(
          "a run has a name and at least one worker: runId=\"%s\", workers=%d"
              .formatted(runId, workersWanted));
    }
  }

  /**
   * A run's name in a cluster, where it is also the name of a directory.
   *
   * @throws BelayException INVALID_REQUEST where it is none
   */
  public static String requireName(String text) {
    if (!NAME.matcher(text).matches()) {
      throw BelayException.invalid(
          "a run's name is 1 to 128 letters, digits, '.', '_' or '-', beginning with a letter or digit: run-id=\"%s\""
              .formatted(text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text));
    }
    return text;
  }

  /** A wish that leaves a run alone that is over. */
  public Submission(String runId, Recipe recipe, int workersWanted) {
    this(runId, recipe, workersWanted, false);
  }
}

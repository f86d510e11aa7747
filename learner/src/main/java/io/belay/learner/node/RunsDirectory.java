package io.belay.learner.node;

import io.belay.learner.run.LockFile;
import io.belay.wire.RequestRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where everything is in a directory of runs.
 *
 * <pre>
 *   learner.lock    held by the learner that works here
 *   runs.book       all runs and what became of them
 *   standby.lock    held by the standby that fetches into this directory
 *   standby.part    the checkpoint that it is fetching
 *   RUN_ID/         a run's directory
 * </pre>
 */
record RunsDirectory(Path root) {

  /**
   * A run's directory.
   *
   * @throws io.belay.error.BelayException INVALID_REQUEST where a run cannot have this name
   */
  Path of(String runId) {
    RequestRules.runId("run_id", runId);
    return root.resolve(runId);
  }

  Path book() {
    return root.resolve("runs.book");
  }

  Path incoming() {
    return root.resolve("standby.part");
  }

  /** Makes the directory and takes it to work in; empty where another learner holds it. */
  Optional<LockFile> tryToHold() throws IOException {
    return take("learner.lock");
  }

  /** Makes the directory and takes it to fetch into; empty where another standby does. */
  Optional<LockFile> tryToFetchInto() throws IOException {
    return take("standby.lock");
  }

  private Optional<LockFile> take(String name) throws IOException {
    Files.createDirectories(root);
    return LockFile.take(root.resolve(name));
  }
}

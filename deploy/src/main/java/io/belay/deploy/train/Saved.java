package io.belay.deploy.train;

import io.belay.error.BelayException;
import io.belay.learner.checkpoint.Checkpoint;
import io.belay.learner.checkpoint.CheckpointStore;
import io.belay.learner.checkpoint.CheckpointStore.Recovery;
import io.belay.learner.run.RunFiles;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.Recipe;
import java.util.List;
import java.util.Optional;

/**
 * What is saved of a run.
 *
 * @param newest the newest readable checkpoint; empty where there is none
 * @param unreadable a sentence for each newer one that cannot be read
 */
public record Saved(Optional<Checkpoint> newest, List<String> unreadable) {

  /** Looks into a run directory. */
  public static Saved in(RunFiles files, Recipe recipe) {
    Recovery recovery =
        new CheckpointStore(files.checkpoints(), recipe.training().checkpointsKept()).recover();
    return new Saved(recovery.newest(), recovery.unreadable());
  }

  /** Iterations that need not be done again. */
  public int iterations() {
    return newest.map(Checkpoint::iteration).orElse(0);
  }

  /** Whether nothing is left to train. */
  public boolean complete(Recipe recipe) {
    return newest.isPresent() && iterations() >= recipe.iterations();
  }

  /**
   * The last saved policy.
   *
   * @throws BelayException INVALID_REQUEST where no checkpoint can be read
   */
  public PolicySnapshot policy(RunFiles files) {
    Checkpoint checkpoint = newest.orElseThrow(() -> none(files));
    return PolicySnapshot.publish(
        checkpoint.trainer().version(),
        checkpoint.trainer().actor(),
        checkpoint.trainer().normaliser());
  }

  static BelayException none(RunFiles files) {
    return BelayException.invalid(
        "a policy is evaluated from a checkpoint; train or resume the run first: directory="
            + files.checkpoints());
  }
}

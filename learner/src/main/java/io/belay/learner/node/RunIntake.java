package io.belay.learner.node;

import io.belay.control.LearnerEvent;
import io.belay.learner.LearnerActor;
import io.belay.learner.service.LearnerIntake;
import io.belay.learner.service.LearnerIntake.CheckpointsWanted;
import io.belay.learner.service.Refusal;
import io.belay.learner.service.RunCheckpoints;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What the active learner's service puts things in: they go straight to the run under way, and are
 * refused and reported while there is none.
 *
 * <p>The node's actor turns it; any thread puts things in.
 */
final class RunIntake implements Consumer<LearnerIntake> {
  private final Refusal noRun;
  private volatile @Nullable ActorRef<LearnerActor.Command> run;
  private volatile @Nullable RunCheckpoints checkpoints;

  /**
   * An intake without a run.
   *
   * @param events takes refusals, from any thread, without blocking
   */
  RunIntake(Consumer<LearnerEvent> events) {
    this.noRun = new Refusal("no run is under way; wait for the coordinator's word", events);
  }

  void begin(ActorRef<LearnerActor.Command> begun, RunCheckpoints itsCheckpoints) {
    checkpoints = itsCheckpoints;
    run = begun;
  }

  /** The run takes nothing any more; its checkpoints can still be had. */
  void end() {
    run = null;
  }

  @Override
  public void accept(LearnerIntake intake) {
    ActorRef<LearnerActor.Command> underWay = run;
    if (intake instanceof CheckpointsWanted wanted) {
      wanted.reply().complete(Optional.ofNullable(checkpoints));
    } else if (underWay != null) {
      underWay.tell(new LearnerActor.Arrived(intake));
    } else {
      noRun.accept(intake);
    }
  }
}

package io.belay.learner.node;

import io.belay.control.FromLearnerNode;
import io.belay.control.ToLearnerNode;
import io.belay.learner.broadcast.PolicyBroadcast;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The active learner of a cluster. */
public final class LearnerNodeActor {

  /** What the actor is told. */
  public sealed interface Command {}

  /** Something from the coordinator. */
  public record FromCoordinatorNode(ToLearnerNode message) implements Command {}

  /**
   * Finish the running update, write a checkpoint, tell the coordinator that this learner leaves,
   * let the directory go and stop; within {@code drain-timeout}.
   *
   * @param reason one sentence for people
   */
  public record Drain(String reason) implements Command {}

  private LearnerNodeActor() {}

  /**
   * A learner without a run.
   *
   * @param learnerId another value for every process and every hand-over
   * @param address where workers reach this process's learner service, {@code host:port}
   * @param broadcast gives policies to the workers of this process's service
   * @param intake what this process's service puts things in
   * @param coordinator is told what happens; never waited for
   * @param listener is called at the end of each run
   * @param nanoTime a clock that never goes backwards, in nanoseconds
   */
  public static Behavior<Command> create(
      LearnerNodeSettings settings,
      String learnerId,
      String address,
      PolicyBroadcast broadcast,
      IntakeSwitch intake,
      ActorRef<FromLearnerNode> coordinator,
      RunEndListener listener,
      LongSupplier nanoTime) {
    return Behaviors.ignore();
  }
}

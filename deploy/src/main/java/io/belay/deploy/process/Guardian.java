package io.belay.deploy.process;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The root of the actors: starts the roles and reports one that fails.
 *
 * <p>A role is never restarted: its state is the run's, and a run that lost it is resumed from a
 * checkpoint.
 */
final class Guardian extends AbstractMatchingBehavior<Guardian.Command> {

  /** What the guardian is told. */
  sealed interface Command {}

  /**
   * Start a role.
   *
   * @param name unique within the process
   * @param started completed with the role's reference
   * @param failed takes the cause should the role ever fail; called on the guardian's thread
   */
  record StartRole<T>(
      String name,
      Behavior<T> behavior,
      CompletableFuture<ActorRef<T>> started,
      Consumer<Throwable> failed)
      implements Command {}

  private final Map<ActorRef<?>, Consumer<Throwable>> roles = new HashMap<>();

  private Guardian(ActorContext<Command> context) {
    super(context);
  }

  static Behavior<Command> create() {
    return Behaviors.setup(Guardian::new);
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case StartRole<?> start -> onStartRole(start);
    };
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof Terminated ended) {
      Consumer<Throwable> failed = roles.remove(ended.getRef());
      if (failed != null && ended instanceof ChildFailed failure) {
        failed.accept(failure.getCause());
      }
    }
    return this;
  }

  private <T> Behavior<Command> onStartRole(StartRole<T> start) {
    ActorRef<T> role = getContext().spawn(start.behavior(), start.name());
    getContext().watch(role);
    roles.put(role, start.failed());
    start.started().complete(role);
    return this;
  }
}

package io.belay.deploy.process;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
   * @param started completed when the role has been started
   */
  record StartRole<T>(String name, Behavior<T> behavior, CompletableFuture<Role<T>> started)
      implements Command {}

  private final Map<ActorRef<?>, CompletableFuture<Void>> roles = new HashMap<>();

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
      CompletableFuture<Void> end = roles.remove(ended.getRef());
      if (end != null && ended instanceof ChildFailed failure) {
        end.completeExceptionally(failure.getCause());
      } else if (end != null) {
        end.complete(null);
      }
    }
    return this;
  }

  private <T> Behavior<Command> onStartRole(StartRole<T> start) {
    ActorRef<T> actor = getContext().spawn(start.behavior(), start.name());
    getContext().watch(actor);
    Role<T> role = new Role<>(start.name(), actor, new CompletableFuture<>());
    roles.put(actor, role.ended());
    start.started().complete(role);
    return this;
  }
}

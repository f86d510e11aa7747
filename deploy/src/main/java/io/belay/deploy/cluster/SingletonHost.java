package io.belay.deploy.cluster;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.SingletonActor;

/**
 * The one active actor of a role in the cluster: translates what comes from other nodes into the
 * actor's commands, and tells its process when the actor begins, ends and fails.
 *
 * @param <C> the actor's commands
 */
public final class SingletonHost<C> extends AbstractBehavior<Object> {

  /**
   * An active actor.
   *
   * @param behavior makes it, each time that this process becomes the active one
   * @param commands a message of other nodes as a command; empty for one that is none
   * @param stop makes it finish its work and stop, when this process hands over; empty where it is
   *     simply stopped
   * @param active is told the actor when it has started here
   * @param passive is called when it has ended here
   */
  public record Occupation<C>(
      Supplier<Behavior<C>> behavior,
      Function<Object, Optional<C>> commands,
      Optional<C> stop,
      Consumer<ActorRef<C>> active,
      Runnable passive) {}

  /** This process is to hand over; told within it alone. */
  private enum HandOver {
    INSTANCE
  }

  private final Occupation<C> occupation;
  private final Consumer<Throwable> failed;
  private final ActorRef<C> actor;

  private SingletonHost(
      ActorContext<Object> context, Occupation<C> occupation, Consumer<Throwable> failed) {
    super(context);
    this.occupation = occupation;
    this.failed = failed;
    this.actor = context.spawn(occupation.behavior().get(), "active");
    context.watch(actor);
    occupation.active().accept(actor);
  }

  /**
   * Takes part in being the active one, where this node has the role.
   *
   * @param failed is told why the actor failed; nothing is active here after that
   * @return the way to the active one, wherever it is; what is sent while there is none is lost
   */
  public static <C> ActorRef<Object> start(
      ActorSystem<?> system,
      ClusterRole role,
      Occupation<C> occupation,
      Consumer<Throwable> failed) {
    return init(
        system, role, Behaviors.setup(context -> new SingletonHost<>(context, occupation, failed)));
  }

  /** The way to the active one of a role that this node does not have. */
  public static ActorRef<Object> proxy(ActorSystem<?> system, ClusterRole role) {
    return init(system, role, Behaviors.ignore());
  }

  private static ActorRef<Object> init(
      ActorSystem<?> system, ClusterRole role, Behavior<Object> behavior) {
    return ClusterSingleton.get(system)
        .init(
            SingletonActor.of(behavior, role.toString())
                .withStopMessage(HandOver.INSTANCE)
                .withSettings(ClusterSingletonSettings.create(system).withRole(role.toString())));
  }

  @Override
  public Receive<Object> createReceive() {
    return newReceiveBuilder()
        .onMessageEquals(HandOver.INSTANCE, this::onHandOver)
        .onAnyMessage(this::onAny)
        .onSignal(Signal.class, this::onAnySignal)
        .build();
  }

  private Behavior<Object> onHandOver() {
    occupation.stop().ifPresentOrElse(actor::tell, () -> getContext().stop(actor));
    return this;
  }

  private Behavior<Object> onAny(Object message) {
    Optional<C> command = occupation.commands().apply(message);
    command.ifPresent(actor::tell);
    return command.isPresent() ? this : Behaviors.unhandled();
  }

  private Behavior<Object> onAnySignal(Signal signal) {
    if (signal instanceof ChildFailed failure) {
      failed.accept(failure.getCause());
      return Behaviors.stopped();
    }
    if (signal instanceof Terminated) {
      return Behaviors.stopped();
    }
    if (signal instanceof PostStop) {
      occupation.passive().run();
    }
    return this;
  }
}

package io.belay.learner.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.control.FromLearnerNode;
import io.belay.control.FromLearnerNode.Present;
import io.belay.control.FromLearnerNode.Told;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.control.LearnerEvent.IterationCompleted;
import io.belay.control.RunBook;
import io.belay.control.RunSpecification;
import io.belay.control.RunStanding;
import io.belay.control.RunStanding.Phase;
import io.belay.control.ToLearnerNode;
import io.belay.learner.SyntheticWorker;
import io.belay.learner.ToyRun;
import io.belay.learner.broadcast.PolicyBroadcast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A learner node with a probe for its coordinator and another for its end. */
final class NodeUnderTest {
  static final Duration LIMIT = ToyRun.LIMIT;

  /** What one node says when it ends well. */
  static final String ENDED = "ended";

  final String learnerId;
  final IntakeSwitch intake = new IntakeSwitch();
  final PolicyBroadcast broadcast = new PolicyBroadcast(4);
  private final ActorRef<LearnerNodeActor.Command> node;
  private final TestProbe<FromLearnerNode> coordinator;
  private final TestProbe<String> ends;

  private NodeUnderTest(
      ActorTestKit kit,
      String learnerId,
      LearnerNodeSettings settings,
      RunEndListener listener,
      LongSupplier nanoTime) {
    this.learnerId = learnerId;
    this.coordinator = kit.createTestProbe();
    this.ends = kit.createTestProbe();
    TestProbe<ActorRef<LearnerNodeActor.Command>> started = kit.createTestProbe();
    Behavior<LearnerNodeActor.Command> behavior =
        LearnerNodeActor.create(
            settings,
            learnerId,
            "127.0.0.1:7701",
            broadcast,
            intake,
            coordinator.ref(),
            listener,
            nanoTime);
    kit.spawn(parentOf(behavior, started.ref(), ends.ref()));
    node = started.receiveMessage(LIMIT);
  }

  /** A node on a directory of runs, which is told of the end of each run by nobody. */
  static NodeUnderTest start(ActorTestKit kit, Path runs, String learnerId) {
    return start(kit, learnerId, settings(runs, ""), end -> {}, System::nanoTime);
  }

  static NodeUnderTest start(
      ActorTestKit kit,
      String learnerId,
      LearnerNodeSettings settings,
      RunEndListener listener,
      LongSupplier nanoTime) {
    return new NodeUnderTest(kit, learnerId, settings, listener, nanoTime);
  }

  /** One thread, presence each 50 ms, and what else is asked for below belay.learner. */
  static LearnerNodeSettings settings(Path runs, String further) {
    Config config =
        ConfigFactory.parseString(
                """
                belay.learner {
                  runs-directory = "%s"
                  threads = 1
                  presence-interval = 50ms
                  %s
                }
                """
                    .formatted(runs, further))
            .withFallback(ConfigFactory.defaultReference());
    return LearnerNodeSettings.from(config);
  }

  void tell(ToLearnerNode message) {
    node.tell(new LearnerNodeActor.FromCoordinatorNode(message));
  }

  void begin(RunSpecification specification) {
    tell(new ToLearnerNode.Directed(learnerId, new LearnerCommand.StartRun(specification)));
  }

  void stop(String runId, String reason) {
    tell(new ToLearnerNode.Directed(learnerId, new LearnerCommand.StopRun(runId, reason)));
  }

  void keep(RunBook book) {
    tell(new ToLearnerNode.KeepBook(book));
  }

  void drain() {
    node.tell(new LearnerNodeActor.Drain("a test"));
  }

  /** A worker that samples every iteration up to the last one, once the run is under way. */
  SyntheticWorker work(RunSpecification specification, int lastIteration) {
    awaitPhase(Phase.RUNNING);
    SyntheticWorker worker = new SyntheticWorker(specification, intake, lastIteration);
    broadcast.subscribe(specification.runId(), "synthetic", worker);
    return worker;
  }

  /** Waits for the first message that is so; those before it are gone. */
  FromLearnerNode await(Predicate<FromLearnerNode> wanted) {
    long start = System.nanoTime();
    FromLearnerNode message;
    do {
      message = coordinator.receiveMessage(LIMIT);
      assertThat(message.learnerId()).isEqualTo(learnerId);
      // Signs of life come whether the message does or not.
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("time until the message; last: %s", message)
          .isLessThan(LIMIT);
    } while (!wanted.test(message));
    return message;
  }

  /** Waits for a message of this kind. */
  <T extends FromLearnerNode> T await(Class<T> kind) {
    return kind.cast(await(kind::isInstance));
  }

  /** Waits for an event of this kind. */
  <T extends LearnerEvent> T awaitTold(Class<T> kind) {
    return kind.cast(
        ((Told) await(message -> message instanceof Told told && kind.isInstance(told.event())))
            .event());
  }

  RunStanding awaitPhase(Phase phase) {
    return ((Present)
            await(message ->
                message instanceof Present present && present.standing().phase() == phase))
        .standing();
  }

  void awaitIterations(int count) {
    await(message ->
        message instanceof Told(String unused, IterationCompleted completed)
            && completed.report().version() == count);
  }

  /** Waits until nothing is told any more because the actor has ended, and says how. */
  String awaitEnd() {
    return ends.receiveMessage(LIMIT);
  }

  /** Nobody is told anything for a while. */
  void expectSilence(Duration howLong) {
    coordinator.expectNoMessage(howLong);
  }

  private static Behavior<Void> parentOf(
      Behavior<LearnerNodeActor.Command> child,
      ActorRef<ActorRef<LearnerNodeActor.Command>> started,
      ActorRef<String> ends) {
    return Behaviors.setup(context -> {
      ActorRef<LearnerNodeActor.Command> node = context.spawn(child, "learner");
      context.watch(node);
      started.tell(node);
      return Behaviors.receive(Void.class)
          .onSignal(
              ChildFailed.class,
              failed -> {
                ends.tell(String.valueOf(failed.getCause().getMessage()));
                return Behaviors.stopped();
              })
          .onSignal(
              Terminated.class,
              unused -> {
                ends.tell(ENDED);
                return Behaviors.stopped();
              })
          .build();
    });
  }
}

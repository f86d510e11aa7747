package io.belay.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerCommand.StartRun;
import io.belay.control.LearnerEvent;
import io.belay.coordinator.CoordinatorActor.AttachLearner;
import io.belay.coordinator.CoordinatorActor.Command;
import io.belay.coordinator.CoordinatorActor.SubmitRun;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunListener;
import io.belay.coordinator.run.StopReply;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.SubmitReply;
import io.belay.coordinator.worker.RecordedLink;
import io.belay.coordinator.worker.WorkerInbox;
import io.belay.session.FromWorker;
import io.belay.space.EnvironmentSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A coordinator whose clock stands still unless told, with a learner that only listens and workers
 * that only register.
 */
final class Coordination implements AutoCloseable {
  static final String RUN = "run-1";

  final ActorTestKit kit =
      ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load()));
  final ManualTime time = ManualTime.get(kit.system());
  final TestProbe<RunEvent> events = kit.createTestProbe(RunEvent.class);
  final TestProbe<LearnerCommand> learner = kit.createTestProbe(LearnerCommand.class);
  final ActorRef<Command> coordinator;
  final ActorRef<LearnerEvent> learnerEvents;
  private final WorkerInbox inbox;
  private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

  Coordination() {
    this(List.of());
  }

  /**
   * @param first observers that are told before the recording one
   */
  Coordination(List<RunListener> first) {
    List<RunListener> listeners =
        Stream.concat(first.stream(), Stream.<RunListener>of(events.ref()::tell)).toList();
    coordinator =
        kit.spawn(
            CoordinatorActor.create(
                CoordinatorSettings.from(ConfigFactory.load()), () -> now, listeners));
    inbox = CoordinatorActor.inbox(coordinator);
    TestProbe<ActorRef<LearnerEvent>> wanted = kit.createTestProbe();
    coordinator.tell(new CoordinatorActor.LearnerEventsWanted(wanted.ref()));
    learnerEvents = wanted.receiveMessage();
  }

  void attachLearner() {
    coordinator.tell(new AttachLearner(learner.ref(), learner.ref()::tell, "inprocess:learner"));
  }

  SubmitReply submit(String runId, int workersWanted) {
    TestProbe<SubmitReply> reply = kit.createTestProbe(SubmitReply.class);
    coordinator.tell(
        new SubmitRun(new Submission(runId, Recipes.FOUR_BLOCKS, workersWanted), reply.ref()));
    return reply.receiveMessage();
  }

  StopReply stop(String runId, String reason) {
    TestProbe<StopReply> reply = kit.createTestProbe(StopReply.class);
    coordinator.tell(new CoordinatorActor.StopRun(runId, reason, reply.ref()));
    return reply.receiveMessage();
  }

  RecordedLink register(String workerId) {
    return register(workerId, Recipes.CARTPOLE);
  }

  RecordedLink register(String workerId, EnvironmentSpec environment) {
    return register(
        FromWorker.Register.first(workerId, 1, List.of(environment), "process of " + workerId));
  }

  RecordedLink register(FromWorker.Register registration) {
    RecordedLink link = new RecordedLink();
    say(link, registration);
    return link;
  }

  void say(RecordedLink link, FromWorker message) {
    inbox.received(link, message);
  }

  void close(RecordedLink link) {
    inbox.closed(link, "the connection was cut");
  }

  /**
   * A run of four blocks under way, at the given iteration, with these workers registered before
   * it.
   */
  List<RecordedLink> running(int iteration, String... workers) {
    attachLearner();
    List<RecordedLink> links = List.of(workers).stream().map(this::register).toList();
    assertThat(submit(RUN, workers.length)).isEqualTo(new SubmitReply.Accepted(RUN, 0, false));
    learner.expectMessageClass(StartRun.class);
    learnerEvents.tell(new LearnerEvent.RunStarted(RUN, iteration));
    expect(RunEvent.LeasesChanged.class);
    return links;
  }

  /** The next event of this kind; others before it are passed over. */
  <E extends RunEvent> E expect(Class<E> kind) {
    while (true) {
      RunEvent event = events.receiveMessage();
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
    }
  }

  /** Waits until the coordinator has dealt with everything told so far. */
  void settle() {
    TestProbe<ActorRef<LearnerEvent>> probe = kit.createTestProbe();
    coordinator.tell(new CoordinatorActor.LearnerEventsWanted(probe.ref()));
    probe.receiveMessage();
  }

  /**
   * Lets time pass for timers and clock alike, and waits until what fell due has been dealt with.
   */
  void pass(Duration duration) {
    settle();
    now = now.plus(duration);
    time.timePasses(duration);
    settle();
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}

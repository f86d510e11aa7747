package io.belay.coordinator;

import com.typesafe.config.ConfigFactory;
import io.belay.control.BookedRun;
import io.belay.control.FromLearnerNode;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.control.RunBook;
import io.belay.control.RunSpecification;
import io.belay.control.RunStanding;
import io.belay.control.RunStanding.Phase;
import io.belay.control.ToLearnerNode;
import io.belay.coordinator.CoordinatorActor.Command;
import io.belay.coordinator.CoordinatorActor.FromNode;
import io.belay.coordinator.run.Overview;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.StopReply;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.SubmitReply;
import io.belay.coordinator.service.FrontDoor;
import io.belay.coordinator.worker.RecordedLink;
import io.belay.recipe.RecipeLoader;
import io.belay.session.FromWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The active coordinator of a cluster whose clock stands still unless told; the test is the
 * cluster's learner and its workers.
 */
final class ClusteredCoordination implements AutoCloseable {
  static final String RUN = "run-1";
  static final String RECIPE = RecipeLoader.render(Recipes.FOUR_BLOCKS);
  static final RunSpecification SPECIFICATION =
      new RunSpecification(RUN, Recipes.FOUR_BLOCKS, Recipes.CARTPOLE);
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final long LIMIT_SECONDS = 30;

  final ActorTestKit kit =
      ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load()));
  final ManualTime time = ManualTime.get(kit.system());
  final TestProbe<RunEvent> events = kit.createTestProbe(RunEvent.class);
  final TestProbe<ToLearnerNode> node = kit.createTestProbe(ToLearnerNode.class);
  final FrontDoor door = new FrontDoor();
  final ActorRef<Command> coordinator;
  private volatile Instant now = START;

  ClusteredCoordination() {
    coordinator =
        kit.spawn(
            CoordinatorActor.create(
                CoordinatorSettings.from(ConfigFactory.load()),
                () -> now,
                List.of(events.ref()::tell),
                node.ref(),
                door));
    settle();
  }

  SubmitReply submit(String runId, int workersWanted) {
    return submit(new Submission(runId, Recipes.FOUR_BLOCKS, workersWanted));
  }

  SubmitReply submit(Submission submission) {
    return await(door.submit(submission));
  }

  StopReply stop(String runId) {
    return await(door.stop(runId, "by hand"));
  }

  Overview overview() {
    return await(door.overview());
  }

  RecordedLink register(String workerId) {
    return register(registration(workerId));
  }

  RecordedLink register(FromWorker.Register registration) {
    RecordedLink link = new RecordedLink();
    door.received(link, registration);
    settle();
    return link;
  }

  static FromWorker.Register registration(String workerId) {
    return FromWorker.Register.first(
        workerId, 1, List.of(Recipes.CARTPOLE), "process of " + workerId);
  }

  /** A worker says that it lives, and how fast it samples; 0 where it does not say. */
  void beat(RecordedLink worker, double stepsPerSecond) {
    door.received(
        worker,
        new FromWorker.Heartbeat(0, 0, stepsPerSecond, 0, OptionalLong.empty(), 0, 0, 0, 0, 0));
  }

  /** The learner says something. */
  void tell(FromLearnerNode message) {
    coordinator.tell(new FromNode(message));
    settle();
  }

  void present(String learnerId, long revision, RunStanding standing) {
    tell(new FromLearnerNode.Present(learnerId, learnerId + ":7701", revision, standing));
  }

  void happened(String learnerId, LearnerEvent event) {
    tell(new FromLearnerNode.Told(learnerId, event));
  }

  /** A learner introduces itself and says all that it knows. */
  void introduce(
      String learnerId, RunBook book, Optional<RunSpecification> underWay, RunStanding standing) {
    present(learnerId, book.revision(), standing);
    tell(new FromLearnerNode.State(learnerId, book, underWay, standing));
  }

  /** A run of four blocks under way at a learner's iteration, with these workers. */
  List<RecordedLink> running(String learnerId, int iteration, String... workers) {
    List<RecordedLink> links = List.of(workers).stream().map(this::register).toList();
    submit(RUN, workers.length);
    introduce(learnerId, RunBook.empty(), Optional.empty(), RunStanding.idle());
    RunBook book = expectBook();
    tell(new FromLearnerNode.BookKept(learnerId, book.revision()));
    present(learnerId, book.revision(), standing(Phase.RUNNING, iteration));
    expect(RunEvent.LeasesChanged.class);
    heard();
    return links;
  }

  static RunStanding standing(Phase phase, int iteration) {
    return new RunStanding(RUN, phase, iteration, "", "");
  }

  static BookedRun booked(String runId, BookedRun.State state) {
    return new BookedRun(runId, RECIPE, 2, START, state, "", "");
  }

  static RunBook book(long revision, BookedRun... runs) {
    return new RunBook(revision, List.of(runs));
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

  /** The next book that is to be kept; other messages before it are passed over. */
  RunBook expectBook() {
    while (true) {
      if (node.receiveMessage() instanceof ToLearnerNode.KeepBook(RunBook book)) {
        return book;
      }
    }
  }

  /** Everything that the learner was told since the last call. */
  List<ToLearnerNode> heard() {
    settle();
    // Behind everything that was told before it.
    ToLearnerNode last = new ToLearnerNode.KeepBook(RunBook.empty());
    node.ref().tell(last);
    return node
        .fishForMessage(
            Duration.ofSeconds(LIMIT_SECONDS),
            message ->
                message == last ? FishingOutcomes.complete() : FishingOutcomes.continueAndCollect())
        .stream()
        .filter(message -> message != last)
        .toList();
  }

  /** What the learner was told to do since the last call, as one that it is addressed to. */
  List<LearnerCommand> commands() {
    return heard().stream()
        .filter(ToLearnerNode.Directed.class::isInstance)
        .map(message -> ((ToLearnerNode.Directed) message).command())
        .toList();
  }

  /** Waits until the coordinator has dealt with everything told so far. */
  void settle() {
    await(CoordinatorActor.desk(coordinator, kit.scheduler(), Duration.ofMinutes(1)).overview());
  }

  /** Lets time pass for timers and clock alike, and waits until what fell due is dealt with. */
  void pass(Duration duration) {
    settle();
    now = now.plus(duration);
    time.timePasses(duration);
    settle();
  }

  static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}

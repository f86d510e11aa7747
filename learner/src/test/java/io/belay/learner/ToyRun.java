package io.belay.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.control.LearnerEvent.IterationCompleted;
import io.belay.control.LearnerEvent.RunEnded;
import io.belay.control.LearnerEvent.RunFailed;
import io.belay.control.LearnerEvent.RunStarted;
import io.belay.control.RunSpecification;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.run.RunFiles;
import io.belay.learner.service.LearnerIntake.CarryWanted;
import io.belay.learner.service.LearnerIntake.PolicyWanted;
import io.belay.policy.IterationPolicy;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.BlockVerdict;
import io.belay.trajectory.LaneCarry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A learner at work on six iterations of four lanes in two blocks, 16 steps an iteration, with a
 * synthetic worker and a probe for its coordinator.
 */
public final class ToyRun implements AutoCloseable {
  public static final Duration LIMIT = Duration.ofSeconds(20);
  public static final int ITERATIONS = 6;
  static final String ID = "run";

  private static final Pattern TIMES =
      Pattern.compile(",\"(\\w*[sS]econds|stepsPerSecond)\":[^,{]+|,\"phaseSeconds\":\\{[^}]*}");

  final ActorRef<LearnerActor.Command> learner;
  final SyntheticWorker worker;
  final List<LearnerEvent> events = new ArrayList<>();
  private final RunFiles files;
  private final TestProbe<LearnerEvent> coordinator;

  private ToyRun(
      ActorTestKit kit,
      LearnerSettings settings,
      RunSpecification specification,
      int lastIteration,
      LongSupplier nanoTime) {
    this.files = settings.files();
    this.coordinator = kit.createTestProbe();
    PolicyBroadcast broadcast = new PolicyBroadcast(4);
    learner = kit.spawn(LearnerActor.create(settings, broadcast, coordinator.ref(), nanoTime));
    worker =
        new SyntheticWorker(
            specification, intake -> learner.tell(new LearnerActor.Arrived(intake)), lastIteration);
    learner.tell(new LearnerActor.Directed(new LearnerCommand.StartRun(specification)));
    LearnerEvent first = coordinator.receiveMessage(LIMIT);
    events.add(first);
    if (first instanceof RunStarted) {
      broadcast.subscribe(ID, "synthetic", worker);
    }
  }

  /**
   * Starts the run, or continues it where the directory has checkpoints.
   *
   * @param lastIteration the last iteration that the synthetic worker samples; −1 for none
   */
  static ToyRun start(
      ActorTestKit kit, Path directory, RunSpecification specification, int lastIteration) {
    return start(kit, directory, specification, lastIteration, System::nanoTime);
  }

  /** The same with another clock. */
  static ToyRun start(
      ActorTestKit kit,
      Path directory,
      RunSpecification specification,
      int lastIteration,
      LongSupplier nanoTime) {
    LearnerSettings settings = LearnerSettings.of(new RunFiles(directory), 1);
    return start(kit, settings, specification, lastIteration, nanoTime);
  }

  /** The same with other settings. */
  static ToyRun start(
      ActorTestKit kit,
      LearnerSettings settings,
      RunSpecification specification,
      int lastIteration,
      LongSupplier nanoTime) {
    try {
      Files.createDirectories(settings.files().root());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new ToyRun(kit, settings, specification, lastIteration, nanoTime);
  }

  /**
   * The run's specification.
   *
   * @param further a line of the recipe; may be empty
   */
  public static RunSpecification specification(int seed, String further) {
    String recipe =
        """
        environment.id = "Toy-v0"
        policy.hidden = [8]
        critic.hidden = [8]
        sampling { lanes = 4, block-size = 2, fragment-length = 4 }
        algorithm { name = ppo, epochs = 2, minibatch-size = 8 }
        training { environment-steps = 96, seed = %d, checkpoint-every = 2 }
        %s
        """
            .formatted(seed, further);
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "Toy-v0",
            Box.uniform(3, -10, 10),
            new Discrete(2),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            true);
    return new RunSpecification(ID, RecipeLoader.parse(recipe, "toy.conf"), environment);
  }

  void stop() {
    learner.tell(new LearnerActor.Directed(new LearnerCommand.StopRun(ID, "a test")));
  }

  /** Ends a run that is still under way, so that nothing is written to its directory any more. */
  @Override
  public void close() {
    stop();
    eventsToTheEnd();
  }

  List<LearnerEvent> eventsUntil(Predicate<LearnerEvent> last) {
    while (!last.test(events.getLast())) {
      events.add(coordinator.receiveMessage(LIMIT));
    }
    return events;
  }

  List<LearnerEvent> eventsToTheEnd() {
    return eventsUntil(event -> event instanceof RunEnded || event instanceof RunFailed);
  }

  RunEnded end() {
    return (RunEnded) eventsToTheEnd().getLast();
  }

  RunFailed failure() {
    return (RunFailed) eventsToTheEnd().getLast();
  }

  void awaitIterations(int count) {
    eventsUntil(event ->
        event instanceof IterationCompleted completed && completed.report().version() == count);
  }

  /** The next policy that the synthetic worker was sent. */
  IterationPolicy takePolicy() throws InterruptedException {
    IterationPolicy policy = worker.policies.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(policy).isNotNull();
    return policy;
  }

  /** The next verdict on one of the synthetic worker's offers. */
  BlockVerdict verdict() throws InterruptedException {
    var reply = worker.replies.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(reply).isNotNull();
    return reply.verdict();
  }

  /** Returns when the learner knows that a worker wants policies. */
  void wantPolicy(String workerId) throws Exception {
    learner.tell(new LearnerActor.Arrived(new PolicyWanted(ID, workerId)));
    carries(0, 0).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  CompletableFuture<Optional<List<LaneCarry>>> carries(int block, int iteration) {
    CompletableFuture<Optional<List<LaneCarry>>> reply = new CompletableFuture<>();
    learner.tell(
        new LearnerActor.Arrived(new CarryWanted(ID, block, iteration, "synthetic", reply)));
    return reply;
  }

  /** Lines of progress.jsonl without their times. */
  List<String> progress() throws IOException {
    return progress(files);
  }

  /** Lines of a run's progress.jsonl without their times. */
  public static List<String> progress(RunFiles files) throws IOException {
    return Files.readAllLines(files.progress()).stream()
        .map(line -> TIMES.matcher(line).replaceAll(""))
        .toList();
  }
}

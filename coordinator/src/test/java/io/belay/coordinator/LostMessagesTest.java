package io.belay.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.ConfigFactory;
import io.belay.control.BookedRun;
import io.belay.control.FromLearnerNode;
import io.belay.control.RunBook;
import io.belay.control.ToLearnerNode;
import io.belay.coordinator.CoordinatorActor.Command;
import io.belay.coordinator.CoordinatorActor.FromNode;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.service.FrontDoor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two runs over a network that loses two messages of five between the nodes in either direction,
 * while learner, coordinator and workers are killed and come back; the seed is in the test's name.
 *
 * <p>An iteration is completed only when every block is held by a living worker that knows the
 * living learner: so runs that come to their end show that leases always lead there.
 */
class LostMessagesTest {
  private static final Duration TICK = Duration.ofMillis(250);
  private static final int TICKS_PER_SECOND = 4;
  private static final double LOST = 0.4;
  private static final double KILLED = 0.03;
  private static final int MOST_KILLED = 12;

  /** Ten minutes of the simulation: what is not over by then hangs. */
  private static final int MOST_TICKS = 2400;

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString(SteppedScheduler.CONFIG).withFallback(ConfigFactory.load()));
  private static final SteppedScheduler TIME =
      (SteppedScheduler) KIT.system().classicSystem().scheduler();

  private static volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void runsCompleteWhateverIsLost(long seed) {
    World world = new World(seed);
    int tick = 0;
    while (!world.done() && tick < MOST_TICKS) {
      world.tick(tick++);
    }

    assertThat(world.node.disk().book().runs())
        .as("runs after %d ticks and %d kills", tick, world.killed)
        .extracting(BookedRun::runId, BookedRun::state)
        .containsExactly(
            tuple("run-1", BookedRun.State.COMPLETED), tuple("run-2", BookedRun.State.COMPLETED));
    assertThat(world.failures()).isEmpty();
    world.end();
  }

  /** Everything that takes part, and the network between. */
  private static final class World {
    private final SplittableRandom chance;
    private final TestProbe<ToLearnerNode> wire = KIT.createTestProbe(ToLearnerNode.class);
    private final Queue<RunEvent> events = new ConcurrentLinkedQueue<>();
    private final List<FromLearnerNode> said = new ArrayList<>();
    private final FrontDoor door = new FrontDoor();
    private final List<SimulatedWorker> workers =
        List.of(
            new SimulatedWorker("a", door),
            new SimulatedWorker("b", door),
            new SimulatedWorker("c", door));
    private ActorRef<Command> coordinator;
    private SimulatedNode node;
    private int learners;
    private int killed;

    World(long seed) {
      chance = new SplittableRandom(seed);
      node = learner(new SimulatedNode.Disk());
      coordinator = spawn();
      settle();
      submit();
    }

    private SimulatedNode learner(SimulatedNode.Disk disk) {
      learners++;
      return new SimulatedNode("l" + learners, disk, said::add);
    }

    private ActorRef<Command> spawn() {
      return KIT.spawn(
          CoordinatorActor.create(
              CoordinatorSettings.from(ConfigFactory.load()),
              () -> now,
              List.of(events::add),
              wire.ref(),
              door));
    }

    /** As the coordinator's command line does, at each of its starts. */
    private void submit() {
      for (String runId : List.of("run-1", "run-2")) {
        ClusteredCoordination.await(
            door.submit(new Submission(runId, Recipes.FOUR_BLOCKS, workers.size())));
      }
    }

    void tick(int tick) {
      now = now.plus(TICK);
      TIME.pass(TICK);
      settle();
      wire().forEach(message -> ifNotLost(() -> node.hear(message)));
      if (tick % TICKS_PER_SECOND == 0) {
        node.present();
        workers.stream().filter(SimulatedWorker::connected).forEach(SimulatedWorker::beat);
      }
      node.open();
      workers.forEach(SimulatedWorker::read);
      sample();
      List.copyOf(said)
          .forEach(message -> ifNotLost(() -> coordinator.tell(new FromNode(message))));
      said.clear();
      workers.stream()
          .filter(worker -> !worker.connected())
          .filter(worker -> chance.nextInt(TICKS_PER_SECOND) == 0)
          .forEach(SimulatedWorker::register);
      if (killed < MOST_KILLED && chance.nextDouble() < KILLED) {
        killed++;
        kill();
      }
      settle();
    }

    /** Completes the awaited iteration where every block has a worker. */
    private void sample() {
      node.awaited()
          .ifPresent(iteration -> {
            boolean whole = true;
            for (int block = 0; block < Recipes.FOUR_BLOCKS.sampling().blocks(); block++) {
              int wanted = block;
              whole &=
                  workers.stream()
                      .anyMatch(worker -> worker.samples(wanted, iteration, node.address()));
            }
            if (whole) {
              node.iterate();
            }
          });
    }

    private void kill() {
      switch (chance.nextInt(3)) {
        case 0 -> node = learner(node.disk());
        case 1 -> {
          KIT.stop(coordinator);
          coordinator = spawn();
          settle();
          submit();
        }
        default -> {
          SimulatedWorker worker = workers.get(chance.nextInt(workers.size()));
          if (worker.lives()) {
            worker.die();
          }
        }
      }
    }

    private void ifNotLost(Runnable delivery) {
      if (chance.nextDouble() >= LOST) {
        delivery.run();
      }
    }

    /** What the coordinator sent since the last call. */
    private List<ToLearnerNode> wire() {
      ToLearnerNode last = new ToLearnerNode.KeepBook(RunBook.empty());
      wire.ref().tell(last);
      return wire
          .fishForMessage(
              Duration.ofSeconds(30),
              message ->
                  message == last
                      ? FishingOutcomes.complete()
                      : FishingOutcomes.continueAndCollect())
          .stream()
          .filter(message -> message != last)
          .toList();
    }

    private void settle() {
      ClusteredCoordination.await(
          CoordinatorActor.desk(coordinator, KIT.scheduler(), Duration.ofMinutes(1)).overview());
    }

    boolean done() {
      List<BookedRun> runs = node.disk().book().runs();
      return runs.size() == 2 && runs.stream().allMatch(run -> run.state().over());
    }

    List<RunEvent> failures() {
      return events.stream().filter(RunEvent.Failed.class::isInstance).toList();
    }

    void end() {
      KIT.stop(coordinator);
      wire.stop();
    }
  }
}

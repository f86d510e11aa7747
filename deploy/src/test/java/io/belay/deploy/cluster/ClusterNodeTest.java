package io.belay.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.control.FromLearnerNode;
import io.belay.control.LearnerCommand;
import io.belay.control.RunStanding;
import io.belay.control.ToLearnerNode;
import io.belay.deploy.cluster.SingletonHost.Occupation;
import io.belay.deploy.config.ProcessConfig;
import io.belay.deploy.config.ProcessConfig.Given;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.wire.security.SecuritySettings;
import io.belay.wire.transport.GrpcAddress.Tcp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes within this JVM, which speak through remoting all the same. */
class ClusterNodeTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Object STOP = new Object();

  private final Queue<Object> heard = new ConcurrentLinkedQueue<>();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final AtomicReference<ActorSystem<?>> joined = new AtomicReference<>();
  private Tcp learner;
  private Tcp coordinator;

  @BeforeEach
  void choosePorts() throws IOException {
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      learner = new Tcp("127.0.0.1", one.getLocalPort());
      coordinator = new Tcp("127.0.0.1", other.getLocalPort());
    }
  }

  @Test
  void theActiveNodesHearOneAnotherUntilTheyLeave() throws Exception {
    ClusterNode first = start(ClusterRole.LEARNER, learner, this::learnerMovesIn);
    ClusterNode second = start(ClusterRole.COORDINATOR, coordinator, this::coordinatorMovesIn);

    // The coordinator is told something, and the learner is told of it.
    Object told = new FromLearnerNode.Present("l", "here:1", 2, RunStanding.idle());
    Object answered = new ToLearnerNode.Directed("l", new LearnerCommand.StopRun("r", "enough"));
    await(() -> heard.contains(told) && heard.contains(answered));
    assertThat(ServedAt.active(joined.get(), ClusterRole.LEARNER)).contains(new Tcp("l", 7701));

    second.leave();
    assertThat(second.ended().get(30, TimeUnit.SECONDS)).isInstanceOf(NodeEnd.Left.class);
    await(() -> heard.contains("coordinator stopped") && heard.contains("coordinator passive"));
    await(() -> lines.contains("node gone: coordinator " + coordinator));

    first.leave();
    assertThat(first.ended().get(30, TimeUnit.SECONDS)).isInstanceOf(NodeEnd.Left.class);
  }

  @Test
  void aNodeWhoseAddressIsTakenSaysWhichOne() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(learner.port(), 1, InetAddress.getByName("127.0.0.1"))) {
      ClusterNode node = start(ClusterRole.LEARNER, learner, (system, failed) -> {});

      assertThat(node.ended().get(30, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              NodeEnd.Failed.class,
              failed -> {
                assertThat(failed.why().category()).isEqualTo(ErrorCategory.INVALID_REQUEST);
                assertThat(failed.why()).hasMessageContaining("port=" + taken.getLocalPort());
              });
    }
  }

  @Test
  void aNodeEndsWithWhatItsActiveActorFailedOf() throws Exception {
    BelayException why = BelayException.fatal("one learner at a time works on a directory");
    ClusterNode node =
        start(
            ClusterRole.LEARNER,
            learner,
            (system, failed) ->
                SingletonHost.start(
                    system,
                    ClusterRole.LEARNER,
                    new Occupation<Object>(
                        () ->
                            Behaviors.setup(context -> {
                              throw why;
                            }),
                        Optional::of,
                        Optional.empty(),
                        unused -> {},
                        () -> {}),
                    failed));

    assertThat(node.ended().get(30, TimeUnit.SECONDS)).isEqualTo(new NodeEnd.Failed(why));
  }

  private void learnerMovesIn(ActorSystem<?> system, Consumer<Throwable> failed) {
    ActorRef<Object> active = SingletonHost.proxy(system, ClusterRole.COORDINATOR);
    SingletonHost.start(system, ClusterRole.LEARNER, occupation("learner", active), failed);
  }

  private void coordinatorMovesIn(ActorSystem<?> system, Consumer<Throwable> failed) {
    joined.set(system);
    ActorRef<Object> active = SingletonHost.proxy(system, ClusterRole.LEARNER);
    SingletonHost.start(system, ClusterRole.COORDINATOR, occupation("coordinator", active), failed);
  }

  /** An actor that notes what it hears, and says its own piece again and again. */
  private Occupation<Object> occupation(String name, ActorRef<Object> other) {
    Object piece =
        name.equals("learner")
            ? new FromLearnerNode.Present("l", "here:1", 2, RunStanding.idle())
            : new ToLearnerNode.Directed("l", new LearnerCommand.StopRun("r", "enough"));
    Behavior<Object> behavior =
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay("again", Duration.ofMillis(50));
          return Behaviors.receiveMessage(message -> {
            if (message.equals("again")) {
              other.tell(piece);
              return Behaviors.same();
            }
            if (message == STOP) {
              heard.add(name + " stopped");
              return Behaviors.stopped();
            }
            heard.add(message);
            return Behaviors.same();
          });
        });
    return new Occupation<>(
        () -> behavior,
        Optional::of,
        Optional.of(STOP),
        unused -> heard.add(name + " active"),
        () -> heard.add(name + " passive"));
  }

  private ClusterNode start(ClusterRole role, Tcp node, Tenant tenant) {
    Config config =
        ProcessConfig.load(
                "cluster.conf",
                ConfigFactory.empty(),
                new Given(
                    Optional.empty(),
                    Map.of(),
                    List.of(
                        "belay.cluster.port=" + node.port(),
                        "belay.cluster.seed-nodes=" + learner + "," + coordinator,
                        "pekko.cluster.seed-node-timeout=1s")))
            .config();
    NodePlan plan =
        new NodePlan(
            config,
            role,
            ClusterSettings.from(config),
            new Tcp("l", 7701),
            Duration.ofSeconds(10),
            SecuritySettings.open());
    return ClusterNode.start(plan, tenant, lines::add);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(LIMIT).until(condition);
  }
}

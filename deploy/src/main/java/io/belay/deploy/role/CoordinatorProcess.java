package io.belay.deploy.role;

import com.typesafe.config.Config;
import io.belay.control.FromLearnerNode;
import io.belay.control.ToLearnerNode;
import io.belay.coordinator.CoordinatorActor;
import io.belay.coordinator.CoordinatorSettings;
import io.belay.coordinator.page.Page;
import io.belay.coordinator.run.RunDesk;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.SubmitReply;
import io.belay.coordinator.service.FrontDoor;
import io.belay.coordinator.service.RunGrpcService;
import io.belay.deploy.cluster.ClusterNode;
import io.belay.deploy.cluster.ClusterRole;
import io.belay.deploy.cluster.ClusterSettings;
import io.belay.deploy.cluster.NodePlan;
import io.belay.deploy.cluster.SingletonHost;
import io.belay.deploy.cluster.SingletonHost.Occupation;
import io.belay.deploy.process.GrpcSettings;
import io.belay.deploy.process.RoleSections;
import io.belay.deploy.process.RoleServer;
import io.belay.deploy.process.Servers;
import io.belay.error.BelayException;
import io.belay.v1.CoordinatorServiceGrpc;
import io.belay.wire.security.Credentials;
import io.belay.wire.transport.GrpcAddress.Tcp;
import io.belay.wire.transport.GrpcTransport;
import io.grpc.BindableService;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that is the cluster's coordinator, or stands by to become it. */
public final class CoordinatorProcess {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorProcess.class);

  /** A coordinator has nothing to finish: what it knows is with the learner. */
  private static final Duration HAND_OVER = Duration.ofSeconds(10);

  private final RoleSetup setup;
  private final CoordinatorSettings settings;
  private final List<Submission> runs;
  private final FrontDoor door = new FrontDoor();
  private final ServiceHealth health = new ServiceHealth(CoordinatorServiceGrpc.SERVICE_NAME);
  private final CoordinatorMeters meters;
  private final NodeReadiness node = new NodeReadiness(ClusterRole.COORDINATOR);
  private final CoordinatorReadiness readiness;

  private CoordinatorProcess(RoleSetup setup, List<Submission> runs) {
    this.setup = setup;
    this.settings = CoordinatorSettings.from(setup.ofModules());
    this.runs = runs;
    this.meters = new CoordinatorMeters(setup.version());
    this.readiness =
        new CoordinatorReadiness(
            node, runs.stream().map(Submission::runId).collect(Collectors.toSet()));
  }

  /** Reads everything that the process will read, to find what is wrong with it. */
  public static void check(Config config) {
    CoordinatorSettings.from(RoleSections.ofModules(config));
  }

  /** How long the process takes at most to go once it is asked to; a supervisor grants more. */
  public static Duration timeToGo() {
    return ClusterNode.leaveDeadline(HAND_OVER);
  }

  /**
   * Serves until it is asked to go.
   *
   * @param runs submitted each time that this process becomes the active one; those that the book
   *     has already are left alone
   * @return the exit status
   */
  public static int run(RoleSetup setup, List<Submission> runs) {
    return new CoordinatorProcess(setup, runs).serve();
  }

  private int serve() {
    setup.warn(LOG);
    ClusterSettings cluster = ClusterSettings.from(setup.config());
    GrpcSettings grpc = GrpcSettings.ofCoordinator(setup.config());
    try (Credentials credentials = Credentials.load(setup.security());
        RoleServer server = server(credentials, grpc);
        Page page = Page.start(settings.page(), meters::scrape, readiness, meters::live)) {
      Tcp served = grpc.told((Tcp) server.address(), cluster.node().host());
      NodePlan plan =
          new NodePlan(
              setup.config(),
              ClusterRole.COORDINATOR,
              cluster,
              served,
              HAND_OVER,
              setup.security());
      setup
          .terminal()
          .line(
              "Coordinator: gRPC at %1$s, cluster node %2$s, page at http://%3$s:%4$d/, metrics at http://%3$s:%4$d/metrics"
                  .formatted(
                      server.address(),
                      cluster.node(),
                      page.address().getHostString(),
                      page.address().getPort()));
      return NodeLife.live(ClusterNode.start(plan, this::moveIn, LOG::info), plan);
    }
  }

  private RoleServer server(Credentials credentials, GrpcSettings grpc) {
    List<BindableService> more = new ArrayList<>(health.services());
    more.add(new RunGrpcService(door, settings.runService()));
    return Servers.coordinator(
        new GrpcTransport(setup.transport(), credentials),
        grpc.listen(),
        door,
        settings.session(),
        more,
        meters.refused());
  }

  private void moveIn(ActorSystem<?> system, Consumer<Throwable> failed) {
    node.in(system);
    ActorRef<ToLearnerNode> learner = SingletonHost.proxy(system, ClusterRole.LEARNER).narrow();
    SingletonHost.start(
        system,
        ClusterRole.COORDINATOR,
        new Occupation<CoordinatorActor.Command>(
            () ->
                CoordinatorActor.create(
                    settings,
                    Clock.systemUTC(),
                    meters.activate(readiness, new EventLines(LOG)),
                    learner,
                    door),
            CoordinatorProcess::command,
            Optional.empty(),
            actor ->
                active(
                    CoordinatorActor.desk(
                        actor, system.scheduler(), settings.runService().requestTimeout())),
            this::passive),
        failed);
  }

  private static Optional<CoordinatorActor.Command> command(Object message) {
    return message instanceof FromLearnerNode told
        ? Optional.of(new CoordinatorActor.FromNode(told))
        : Optional.empty();
  }

  private void active(RunDesk desk) {
    LOG.info("this coordinator is active");
    health.active();
    node.active(true);
    readiness.becomesActive();
    runs.forEach(run -> submit(desk, run));
  }

  private void passive() {
    LOG.info("this coordinator stands by");
    health.standsBy();
    node.active(false);
    readiness.standsBy();
    meters.deactivate();
  }

  private void submit(RunDesk desk, Submission run) {
    var unused =
        desk.submit(run)
            .whenComplete((reply, failure) -> {
              if (failure != null) {
                String why =
                    "the run could not be submitted; do it with ./belay submit: run=%s, %s"
                        .formatted(run.runId(), BelayException.sentence(failure));
                LOG.warn(why);
                readiness.notTakenOn(why);
              } else if (reply instanceof SubmitReply.Refused refused) {
                readiness.notTakenOn(refused.message());
              }
            });
  }
}

package io.belay.deploy.role;

import com.typesafe.config.Config;
import io.belay.control.FromLearnerNode;
import io.belay.control.ToLearnerNode;
import io.belay.coordinator.page.Page;
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
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.metrics.LearnerMetrics;
import io.belay.learner.node.CheckpointMirror;
import io.belay.learner.node.IntakeSwitch;
import io.belay.learner.node.LearnerNodeActor;
import io.belay.learner.node.LearnerNodeSettings;
import io.belay.learner.service.OfferedBytes;
import io.belay.v1.LearnerServiceGrpc;
import io.belay.wire.security.Credentials;
import io.belay.wire.transport.GrpcAddress.Tcp;
import io.belay.wire.transport.GrpcTransport;
import io.belay.worker.environment.EnvironmentRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that is the cluster's learner, or stands by to become it. */
public final class LearnerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(LearnerProcess.class);

  private final RoleSetup setup;
  private final LearnerNodeSettings settings;
  private final EnvironmentRegistry environments;
  private final PolicyBroadcast broadcast;
  private final IntakeSwitch intake = new IntakeSwitch();
  private final ServiceHealth health = new ServiceHealth(LearnerServiceGrpc.SERVICE_NAME);
  private final RefusedCalls refused = new RefusedCalls();
  private final OfferedBytes offered = new OfferedBytes();
  private final NodeReadiness readiness = new NodeReadiness(ClusterRole.LEARNER);
  private final LearnerMetrics metrics;
  private final RoleMeters meters;

  private LearnerProcess(RoleSetup setup, EnvironmentRegistry environments) {
    this.setup = setup;
    this.settings = settings(setup.config());
    this.environments = environments;
    this.broadcast = new PolicyBroadcast(settings.service().maxSubscribers());
    this.metrics = new LearnerMetrics(broadcast, offered);
    this.meters = new RoleMeters(setup.version(), "learner", metrics);
  }

  /** Reads everything that the process will read, to find what is wrong with it. */
  public static LearnerNodeSettings settings(Config config) {
    return LearnerNodeSettings.from(RoleSections.ofModules(config));
  }

  /** How long the process takes at most to go once it is asked to; a supervisor grants more. */
  public static Duration timeToGo(Config config) {
    return ClusterNode.leaveDeadline(handOver(settings(config)));
  }

  private static Duration handOver(LearnerNodeSettings settings) {
    return settings.node().drainTimeout().plus(Duration.ofSeconds(5));
  }

  /** Where the process's log is. */
  public static Path log(LearnerNodeSettings settings) {
    return settings.node().runsDirectory().resolve("learner.log");
  }

  /**
   * Serves until it is asked to go.
   *
   * @param environments for the evaluation at the end of a run
   * @return the exit status
   */
  public static int run(RoleSetup setup, EnvironmentRegistry environments) {
    return new LearnerProcess(setup, environments).serve();
  }

  private int serve() {
    setup.warn(LOG);
    ClusterSettings cluster = ClusterSettings.from(setup.config());
    GrpcSettings grpc = GrpcSettings.ofLearner(setup.config());
    try (Credentials credentials = Credentials.load(setup.security())) {
      GrpcTransport transport = new GrpcTransport(setup.transport(), credentials);
      try (RoleServer server =
              Servers.learner(
                  transport,
                  grpc.listen(),
                  intake,
                  broadcast,
                  settings.service(),
                  health.services(),
                  offered,
                  refused);
          meters;
          Page page =
              Page.start(RoleSections.learnerPage(setup.config()), this::scrape, readiness)) {
        Tcp served = grpc.told((Tcp) server.address(), cluster.node().host());
        NodePlan plan =
            new NodePlan(
                setup.config(),
                ClusterRole.LEARNER,
                cluster,
                served,
                handOver(settings),
                setup.security());
        return live(plan, transport, server, page);
      }
    }
  }

  private int live(NodePlan plan, GrpcTransport transport, RoleServer server, Page page) {
    setup
        .terminal()
        .line(
            "Learner: gRPC at %s%s, cluster node %s, runs in %s, metrics at http://%s:%d/metrics"
                .formatted(
                    server.address(),
                    plan.served().equals(server.address()) ? "" : " (told " + plan.served() + ")",
                    plan.settings().node(),
                    settings.node().runsDirectory().toAbsolutePath(),
                    page.address().getHostString(),
                    page.address().getPort()));
    try (ActiveLearner active = new ActiveLearner(transport, plan.served());
        CheckpointMirror mirror = CheckpointMirror.start(settings, active, intake)) {
      return NodeLife.live(
          ClusterNode.start(
              plan,
              (system, failed) -> {
                active.in(system);
                readiness.in(system);
                moveIn(system, failed, plan.served());
              },
              LOG::info),
          plan);
    }
  }

  private void moveIn(ActorSystem<?> system, Consumer<Throwable> failed, Tcp served) {
    ActorRef<FromLearnerNode> coordinator =
        SingletonHost.proxy(system, ClusterRole.COORDINATOR).narrow();
    RunFollower follower =
        new RunFollower(
            setup.terminal(),
            settings.node().runsDirectory(),
            environments,
            settings.node().tensorboard(),
            metrics::completed);
    ActorRef<FromLearnerNode> told =
        system.systemActorOf(follower.passingOnTo(coordinator), "run-follower", Props.empty());
    SingletonHost.start(
        system,
        ClusterRole.LEARNER,
        new Occupation<LearnerNodeActor.Command>(
            () ->
                LearnerNodeActor.create(
                    settings,
                    UUID.randomUUID().toString(),
                    served.toString(),
                    broadcast,
                    intake,
                    told,
                    follower,
                    System::nanoTime),
            LearnerProcess::command,
            Optional.of(new LearnerNodeActor.Drain("this learner hands over")),
            unused -> active(),
            this::passive),
        failed);
  }

  private String scrape(String contentType) {
    return refused.addTo(meters.scrape(contentType));
  }

  private static Optional<LearnerNodeActor.Command> command(Object message) {
    return message instanceof ToLearnerNode told
        ? Optional.of(new LearnerNodeActor.FromCoordinatorNode(told))
        : Optional.empty();
  }

  private void active() {
    LOG.info("this learner is active");
    health.active();
    readiness.active(true);
    metrics.active(true);
  }

  private void passive() {
    LOG.info("this learner stands by");
    health.standsBy();
    readiness.active(false);
    metrics.active(false);
  }
}

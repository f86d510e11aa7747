package io.belay.deploy.process;

import io.belay.coordinator.CoordinatorActor;
import io.belay.coordinator.service.CoordinatorGrpcService;
import io.belay.coordinator.service.SessionSettings;
import io.belay.error.BelayException;
import io.belay.learner.LearnerActor;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.service.BrokenStreamTracer;
import io.belay.learner.service.LearnerGrpcService;
import io.belay.learner.service.LearnerIntake;
import io.belay.learner.service.LearnerServiceSettings;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;

/** The gRPC servers of a process, each on an address of its own. */
final class Servers implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Server coordinator;
  private final Server learner;
  private final GrpcAddress coordinatorAddress;
  private final GrpcAddress learnerAddress;

  private Servers(
      Server coordinator,
      GrpcAddress coordinatorAddress,
      Server learner,
      GrpcAddress learnerAddress) {
    this.coordinator = coordinator;
    this.coordinatorAddress = coordinatorAddress;
    this.learner = learner;
    this.learnerAddress = learnerAddress;
  }

  static Servers start(
      Transport kind,
      GrpcTransport transport,
      ActorRef<CoordinatorActor.Command> coordinator,
      SessionSettings sessions,
      ActorRef<LearnerActor.Command> learner,
      PolicyBroadcast broadcast) {
    GrpcAddress coordinatorWish = kind.toListen("coordinator");
    Server coordinatorServer =
        start(
            transport.server(
                coordinatorWish,
                List.of(
                    new CoordinatorGrpcService(CoordinatorActor.inbox(coordinator), sessions))));
    Consumer<LearnerIntake> intake = message -> learner.tell(new LearnerActor.Arrived(message));
    GrpcAddress learnerWish = kind.toListen("learner");
    Server learnerServer =
        start(
            transport
                .server(
                    learnerWish,
                    List.of(
                        new LearnerGrpcService(
                            intake, broadcast, LearnerServiceSettings.defaults())))
                .addStreamTracerFactory(new BrokenStreamTracer(intake)));
    return new Servers(
        coordinatorServer,
        listening(coordinatorWish, coordinatorServer),
        learnerServer,
        listening(learnerWish, learnerServer));
  }

  GrpcAddress coordinatorAddress() {
    return coordinatorAddress;
  }

  GrpcAddress learnerAddress() {
    return learnerAddress;
  }

  /** Ends all calls, at once if they do not end by themselves. */
  @Override
  public void close() {
    stop(learner);
    stop(coordinator);
  }

  private static Server start(ServerBuilder<?> builder) {
    try {
      return builder.build().start();
    } catch (IOException e) {
      throw BelayException.fatal(
          "a server can listen on the loopback interface; use --transport in-process: "
              + e.getMessage(),
          e);
    }
  }

  private static GrpcAddress listening(GrpcAddress wish, Server server) {
    return switch (wish) {
      case GrpcAddress.InProcess inProcess -> inProcess;
      case GrpcAddress.Tcp tcp -> new GrpcAddress.Tcp(tcp.host(), server.getPort());
    };
  }

  private static void stop(Server server) {
    server.shutdown();
    try {
      if (!server.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

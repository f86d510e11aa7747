package io.belay.deploy.process;

import io.belay.coordinator.service.CoordinatorGrpcService;
import io.belay.coordinator.service.SessionSettings;
import io.belay.coordinator.worker.WorkerInbox;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.service.BrokenStreamTracer;
import io.belay.learner.service.LearnerGrpcService;
import io.belay.learner.service.LearnerIntake;
import io.belay.learner.service.LearnerServiceSettings;
import io.belay.learner.service.OfferedBytes;
import io.belay.wire.security.RefusalListener;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.grpc.BindableService;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The gRPC servers of the roles, in one JVM with others or in a process of their own. */
public final class Servers {
  private Servers() {}

  /**
   * Starts a coordinator's server.
   *
   * @param inbox takes what workers say
   * @param more further services
   * @param refusals is told of every call that was refused
   */
  public static RoleServer coordinator(
      GrpcTransport transport,
      GrpcAddress wish,
      WorkerInbox inbox,
      SessionSettings sessions,
      List<? extends BindableService> more,
      RefusalListener refusals) {
    return RoleServer.start(
        transport.server(wish, with(new CoordinatorGrpcService(inbox, sessions), more), refusals),
        wish);
  }

  /**
   * Starts a learner's server.
   *
   * @param intake takes what is for the learner's actor
   * @param broadcast gives policies to its subscribers
   * @param more further services
   * @param offered counts what workers send
   * @param refusals is told of every call that was refused
   */
  public static RoleServer learner(
      GrpcTransport transport,
      GrpcAddress wish,
      Consumer<LearnerIntake> intake,
      PolicyBroadcast broadcast,
      LearnerServiceSettings settings,
      List<? extends BindableService> more,
      OfferedBytes offered,
      RefusalListener refusals) {
    return RoleServer.start(
        transport
            .server(wish, with(new LearnerGrpcService(intake, broadcast, settings), more), refusals)
            .addStreamTracerFactory(new BrokenStreamTracer(intake))
            .addStreamTracerFactory(offered),
        wish);
  }

  private static List<BindableService> with(
      BindableService first, List<? extends BindableService> more) {
    return Stream.concat(Stream.of(first), more.stream()).toList();
  }
}

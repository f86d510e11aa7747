package io.belay.deploy.fuzz;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.control.LearnerCommand;
import io.belay.control.RunSpecification;
import io.belay.coordinator.CoordinatorActor;
import io.belay.coordinator.CoordinatorSettings;
import io.belay.coordinator.service.CoordinatorGrpcService;
import io.belay.coordinator.service.FrontDoor;
import io.belay.coordinator.service.RunGrpcService;
import io.belay.deploy.process.RoleSections;
import io.belay.learner.LearnerActor;
import io.belay.learner.LearnerSettings;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.run.RunFiles;
import io.belay.learner.service.BrokenStreamTracer;
import io.belay.learner.service.LearnerGrpcService;
import io.belay.learner.service.LearnerIntake;
import io.belay.learner.service.LearnerServiceSettings;
import io.belay.wire.security.Credentials;
import io.belay.wire.security.RefusalListener;
import io.belay.wire.security.SecuritySettings;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Every service of Belay on one real server over TCP, with a run under way behind them. */
final class FuzzedServices implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Calls that the server refused, as it counts them. */
  final LongAdder refusedCalls = new LongAdder();

  /** Blocks that were turned away before the learner judged them, as it is told. */
  final LongAdder turnedAway = new LongAdder();

  private final ActorSystem<SpawnProtocol.Command> system;
  private final Credentials credentials = Credentials.load(SecuritySettings.open());
  private final GrpcTransport transport =
      new GrpcTransport(TransportSettings.defaults(), credentials);
  private final Server server;

  /**
   * Starts everything.
   *
   * @param run trained by the learner from version 0
   */
  FuzzedServices(Path directory, RunSpecification run) throws Exception {
    Config config = ConfigFactory.load();
    system = ActorSystem.create(SpawnProtocol.create(), "fuzzed", config);
    CoordinatorSettings settings = CoordinatorSettings.from(RoleSections.ofModules(config));
    FrontDoor door = new FrontDoor();
    var unused =
        spawn(
            "coordinator",
            CoordinatorActor.create(
                settings, Clock.systemUTC(), List.of(), system.ignoreRef(), door));
    PolicyBroadcast broadcast = new PolicyBroadcast(64);
    ActorRef<LearnerActor.Command> learner =
        spawn(
            "learner",
            LearnerActor.create(
                LearnerSettings.of(new RunFiles(directory), 1),
                broadcast,
                system.ignoreRef(),
                System::nanoTime));
    learner.tell(new LearnerActor.Directed(new LearnerCommand.StartRun(run)));
    Consumer<LearnerIntake> intake =
        arrived -> {
          if (arrived instanceof LearnerIntake.BlockTurnedAway) {
            turnedAway.increment();
          }
          learner.tell(new LearnerActor.Arrived(arrived));
        };
    RefusalListener refusals = (call, code) -> refusedCalls.increment();
    server =
        transport
            .server(
                new GrpcAddress.Tcp("127.0.0.1", 0),
                List.of(
                    new CoordinatorGrpcService(door, settings.session()),
                    new RunGrpcService(door, settings.runService()),
                    new LearnerGrpcService(intake, broadcast, LearnerServiceSettings.defaults()),
                    new HealthStatusManager().getHealthService(),
                    ProtoReflectionServiceV1.newInstance()),
                refusals)
            .addStreamTracerFactory(new BrokenStreamTracer(intake))
            .build()
            .start();
  }

  /** Every method that can be called. */
  List<? extends MethodDescriptor<?, ?>> methods() {
    return server.getServices().stream()
        .flatMap(service -> service.getServiceDescriptor().getMethods().stream())
        .toList();
  }

  /** A channel to the server, as any stranger has it. */
  ManagedChannel channel() {
    return transport.channel(new GrpcAddress.Tcp("127.0.0.1", server.getPort()));
  }

  @Override
  public void close() throws Exception {
    server.shutdownNow();
    server.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS);
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    credentials.close();
  }

  private <T> ActorRef<T> spawn(String name, Behavior<T> behavior) throws Exception {
    CompletionStage<ActorRef<T>> spawned =
        AskPattern.<SpawnProtocol.Command, ActorRef<T>>ask(
            system,
            replyTo -> new SpawnProtocol.Spawn<>(behavior, name, Props.empty(), replyTo),
            LIMIT,
            system.scheduler());
    return spawned.toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }
}

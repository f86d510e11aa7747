package io.belay.coordinator;

import static io.belay.coordinator.Coordination.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.LearnerCommand.StartRun;
import io.belay.control.LearnerEvent;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.service.CoordinatorGrpcService;
import io.belay.coordinator.service.RecordedSession;
import io.belay.coordinator.service.SessionSettings;
import io.belay.session.FromCoordinator;
import io.belay.session.FromWorker;
import io.belay.v1.CoordinatorServiceGrpc;
import io.belay.v1.WorkerMessage;
import io.belay.wire.SessionCodec;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Service and actor together, from a worker's end of a real stream. */
class CoordinationOverGrpcTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Coordination it = new Coordination();
  private final String name = InProcessServerBuilder.generateName();
  private final ManagedChannel channel =
      InProcessChannelBuilder.forName(name).directExecutor().build();
  private Server server;

  @BeforeEach
  void serve() throws IOException {
    server =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .addService(
                new CoordinatorGrpcService(
                    CoordinatorActor.inbox(it.coordinator), new SessionSettings(LIMIT, 256)))
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    it.close();
  }

  @Test
  void workerIsRegisteredAssignedLeasedAndReleased() throws Exception {
    it.attachLearner();
    it.submit(RUN, 1);
    Worker worker = new Worker("w1");
    assertThat(worker.next(FromCoordinator.Registered.class).heartbeatInterval())
        .isEqualTo(Duration.ofSeconds(1));

    it.learner.expectMessageClass(StartRun.class);
    it.learnerEvents.tell(new LearnerEvent.RunStarted(RUN, 0));
    assertThat(worker.next(FromCoordinator.RunAssignment.class).learnerAddress())
        .isEqualTo("inprocess:learner");
    assertThat(worker.next(FromCoordinator.LeaseGrant.class).blocks()).containsExactly(0, 1, 2, 3);

    it.learnerEvents.tell(new LearnerEvent.RunEnded(RUN, true, "ab"));
    assertThat(worker.next(FromCoordinator.RunEnded.class).reason()).isEqualTo("COMPLETED");
  }

  @Test
  void workerThatEndsItsStreamIsGone() throws Exception {
    Worker worker = new Worker("w1");
    worker.next(FromCoordinator.Registered.class);

    worker.call.onCompleted();

    assertThat(it.expect(RunEvent.WorkerLost.class).reason())
        .isEqualTo("the worker ended its session");
  }

  @Test
  void halfOpenStreamIsNoticedByItsSilence() throws Exception {
    Worker worker = new Worker("w1");
    worker.next(FromCoordinator.Registered.class);

    it.pass(Duration.ofSeconds(5));

    it.expect(RunEvent.WorkerLost.class);
    assertThat(worker.status().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
  }

  @Test
  void secondWorkerOfTheSameNameIsRefusedAndTheFirstLivesOn() throws Exception {
    Worker first = new Worker("w1");
    first.next(FromCoordinator.Registered.class);

    Worker second = new Worker("w1", "another process");

    assertThat(second.status().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
    assertThat(first.open()).isTrue();
  }

  /** A worker that registers and listens. */
  private final class Worker extends RecordedSession {
    private final StreamObserver<WorkerMessage> call;

    Worker(String workerId) {
      this(workerId, "process of " + workerId);
    }

    Worker(String workerId, String instanceId) {
      call = CoordinatorServiceGrpc.newStub(channel).session(this);
      call.onNext(
          SessionCodec.encode(
              FromWorker.Register.first(workerId, 1, List.of(Recipes.CARTPOLE), instanceId)));
    }

    <T extends FromCoordinator> T next(Class<T> kind) throws InterruptedException {
      return kind.cast(next());
    }
  }
}

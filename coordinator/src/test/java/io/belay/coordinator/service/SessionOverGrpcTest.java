package io.belay.coordinator.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.coordinator.worker.SessionEnd;
import io.belay.coordinator.worker.WorkerLink;
import io.belay.session.FromCoordinator;
import io.belay.session.FromWorker;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.v1.CoordinatorMessage;
import io.belay.v1.CoordinatorServiceGrpc;
import io.belay.v1.WorkerMessage;
import io.belay.wire.SessionCodec;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions over a real gRPC server in this process. */
class SessionOverGrpcTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final FromWorker.Register REGISTER =
      FromWorker.Register.first(
          "w1",
          2,
          List.of(
              new EnvironmentSpec(
                  "CartPole-v1",
                  Box.uniform(4, -1, 1),
                  new Discrete(2),
                  OptionalInt.of(500),
                  OptionalDouble.empty(),
                  true)),
          "process-1");

  private final RecordedInbox inbox = new RecordedInbox();
  private final List<Runnable> afterwards = new ArrayList<>();

  @AfterEach
  void stop() {
    afterwards.reversed().forEach(Runnable::run);
  }

  @Test
  void registrationArrivesAsItWasSent() throws Exception {
    Worker worker = connect(settings(Duration.ofSeconds(10), 8));

    worker.say(REGISTER);

    assertThat(received().message()).isEqualTo(REGISTER);
  }

  @Test
  void nextMessageComesOnlyWhenTheLastIsDealtWith() throws Exception {
    Worker worker = connect(settings(Duration.ofSeconds(10), 8));
    worker.say(REGISTER);
    worker.say(heartbeat(1));
    worker.say(heartbeat(2));

    RecordedInbox.Received first = received();
    assertThat(inbox.received).isEmpty();
    first.link().handled();
    assertThat(received().message()).isEqualTo(heartbeat(1));
    assertThat(inbox.received).isEmpty();
    first.link().handled();
    assertThat(received().message()).isEqualTo(heartbeat(2));
  }

  @Test
  void messagesToTheWorkerKeepTheirOrder() throws Exception {
    Worker worker = connect(settings(Duration.ofSeconds(10), 8));
    WorkerLink link = register(worker);
    worker.read(3);

    link.send(new FromCoordinator.Registered("w1#1", Duration.ofSeconds(1)));
    link.send(new FromCoordinator.LeaseGrant("r", List.of(0, 1), 0));
    link.send(new FromCoordinator.LeaseRevoke("r", List.of(1)));

    assertThat(worker.next()).isInstanceOf(FromCoordinator.Registered.class);
    assertThat(worker.next()).isEqualTo(new FromCoordinator.LeaseGrant("r", List.of(0, 1), 0));
    assertThat(worker.next()).isEqualTo(new FromCoordinator.LeaseRevoke("r", List.of(1)));
  }

  @Test
  void messagesWaitWhileTheWorkerDoesNotRead() throws Exception {
    Worker worker = connect(settings(Duration.ofSeconds(10), 8));
    WorkerLink link = register(worker);

    for (int block = 0; block < 8; block++) {
      link.send(new FromCoordinator.LeaseRevoke("r", List.of(block)));
    }
    assertThat(worker.heard).isEmpty();

    worker.read(8);
    for (int block = 0; block < 8; block++) {
      assertThat(worker.next()).isEqualTo(new FromCoordinator.LeaseRevoke("r", List.of(block)));
    }
  }

  @Test
  void workerThatLetsTooManyWaitIsCutOff() throws Exception {
    Worker worker = connect(settings(Duration.ofSeconds(10), 8));
    WorkerLink link = register(worker);

    for (int block = 0; block < 9; block++) {
      link.send(new FromCoordinator.LeaseRevoke("r", List.of(block)));
    }

    assertThat(worker.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(closed().reason()).contains("does not read");
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID, INVALID_ARGUMENT",
    "NAME_IN_USE, ALREADY_EXISTS",
    "TOO_MANY_WORKERS, UNAVAILABLE",
    "SILENT, DEADLINE_EXCEEDED",
    "SHUTDOWN, UNAVAILABLE"
  })
  void endOfASessionHasItsStatusAndReason(SessionEnd end, Status.Code code) throws Exception {
    Worker worker = connect(settings(Duration.ofSeconds(10), 8));
    WorkerLink link = register(worker);

    link.end(end, "because");

    assertThat(worker.status().getCode()).isEqualTo(code);
    assertThat(worker.status().getDescription()).isEqualTo("because");
  }

  @Test
  void workerThatCompletesEndsItsSessionWell() throws Exception {
    Worker worker = connect(settings(Duration.ofSeconds(10), 8));
    WorkerLink link = register(worker);
    link.handled();

    worker.call.onCompleted();

    assertThat(worker.status().isOk()).isTrue();
    assertThat(closed().link()).isSameAs(link);
  }

  @Test
  void cutConnectionEndsTheSessionOnce() throws Exception {
    Worker worker = connect(settings(Duration.ofSeconds(10), 8));
    WorkerLink link = register(worker);

    worker.call.cancel("gone", null);

    assertThat(closed().link()).isSameAs(link);
    link.send(new FromCoordinator.LeaseRevoke("r", List.of(0)));
    link.end(SessionEnd.SILENT, "too late");
    link.handled();
    assertThat(inbox.closed).isEmpty();
  }

  @Test
  void messageBeforeTheRegistrationIsRefused() throws Exception {
    Worker worker = connect(settings(Duration.ofSeconds(10), 8));

    worker.say(heartbeat(1));

    assertThat(worker.status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(worker.status().getDescription()).contains("message=Heartbeat, registered=false");
    assertThat(inbox.received).isEmpty();
  }

  @Test
  void secondRegistrationIsRefused() throws Exception {
    Worker worker = connect(settings(Duration.ofSeconds(10), 8));
    register(worker).handled();

    worker.say(REGISTER);

    assertThat(worker.status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(closed().reason()).contains("broke the protocol");
  }

  @Test
  void emptyMessageIsRefused() throws Exception {
    Worker worker = connect(settings(Duration.ofSeconds(10), 8));

    worker.call.onNext(WorkerMessage.getDefaultInstance());

    assertThat(worker.status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void streamThatNeverRegistersIsEnded() throws Exception {
    Worker worker = connect(settings(Duration.ofMillis(20), 8));

    assertThat(worker.status().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(worker.status().getDescription()).contains("registration-timeout=PT0.02S");
  }

  private static SessionSettings settings(Duration registrationTimeout, int outboundMessages) {
    return new SessionSettings(registrationTimeout, outboundMessages);
  }

  private Worker connect(SessionSettings settings) throws Exception {
    String name = InProcessServerBuilder.generateName();
    Server server =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .addService(new CoordinatorGrpcService(inbox, settings))
            .build()
            .start();
    afterwards.add(server::shutdownNow);
    ManagedChannel channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    afterwards.add(channel::shutdownNow);
    Worker worker = new Worker();
    CoordinatorServiceGrpc.newStub(channel).session(worker);
    return worker;
  }

  private WorkerLink register(Worker worker) throws InterruptedException {
    worker.say(REGISTER);
    return received().link();
  }

  private RecordedInbox.Received received() throws InterruptedException {
    RecordedInbox.Received next = inbox.received.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(next).as("a message from the worker").isNotNull();
    return next;
  }

  private RecordedInbox.Closed closed() throws InterruptedException {
    RecordedInbox.Closed next = inbox.closed.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(next).as("the end of the session").isNotNull();
    return next;
  }

  private static FromWorker.Heartbeat heartbeat(long steps) {
    return new FromWorker.Heartbeat(steps, 0, 0, 1, OptionalLong.empty(), 0, 0, 0, 0, 0);
  }

  /** A worker that reads only when told to. */
  private static final class Worker extends RecordedSession
      implements ClientResponseObserver<WorkerMessage, CoordinatorMessage> {
    private ClientCallStreamObserver<WorkerMessage> call;

    @Override
    public void beforeStart(ClientCallStreamObserver<WorkerMessage> call) {
      this.call = call;
      call.disableAutoRequestWithInitial(0);
    }

    void say(FromWorker message) {
      call.onNext(SessionCodec.encode(message));
    }

    void read(int messages) {
      call.request(messages);
    }
  }
}

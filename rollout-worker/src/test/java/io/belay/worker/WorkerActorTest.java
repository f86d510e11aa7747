package io.belay.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.belay.session.FromCoordinator;
import io.belay.session.FromWorker;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.BlockVerdict;
import io.belay.v1.BlockOffer;
import io.belay.v1.CarryRequest;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import io.belay.worker.client.BackoffSettings;
import io.belay.worker.client.ClientSettings;
import io.belay.worker.environment.EnvironmentRegistry;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.Status;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A worker between a coordinator and a learner on real gRPC servers, which come, go, refuse and
 * fall silent.
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"inprocess", "tcp"})
@Timeout(90)
class WorkerActorTest {
  private static final String RUN = "run-1";

  @Parameter String kind;

  private final ActorTestKit kit = ActorTestKit.create();
  private final GrpcTransport transport = new GrpcTransport(TransportSettings.defaults());
  private final FakeCoordinator coordinator = new FakeCoordinator();
  private final FakeLearner learner = new FakeLearner();
  private final FakeRuns runs = new FakeRuns();
  private final SamplingCounters counters = new SamplingCounters();
  private GrpcAddress coordinatorAddress;
  private List<GrpcAddress> coordinators = List.of();
  private GrpcAddress learnerAddress;
  private Server coordinatorServer;
  private Server learnerServer;

  @BeforeEach
  void startServers() throws Exception {
    coordinatorAddress = address("coordinator");
    learnerAddress = address("learner");
    coordinators = List.of(coordinatorAddress);
    coordinatorServer = serve(coordinatorAddress, coordinator);
    learnerServer = serve(learnerAddress, learner);
  }

  @AfterEach
  void stop() throws Exception {
    kit.shutdownTestKit();
    stop(coordinatorServer);
    stop(learnerServer);
  }

  @Test
  void aWorkerSamplesItsBlocksWithEveryPolicyInBlockOrder() throws Exception {
    startWorker();
    assertThat(coordinator.next(FromWorker.Register.class).workerId()).isEqualTo("worker-a");
    assign();
    grant(1, 0);

    learner.publish(RunBenchTest.policy(0));
    assertOffered(0, 0, 1);
    learner.publish(RunBenchTest.policy(1));
    assertOffered(1, 0, 1);

    await()
        .untilAsserted(() -> assertThat(coordinator.heartbeats).anySatisfy(this::saysWhatWasDone));
    assertThat(counters.registered()).isTrue();
    stop(coordinatorServer);
    await().until(() -> !counters.registered());
  }

  @Test
  void aWorkerOffersTheEnvironmentsOfItsSettingsBesideThoseOfTheClassPath() throws Exception {
    WorkerSettings settings =
        WorkerConfig.read(
            ConfigFactory.parseString("environments = [\"chain:20\"]")
                .withFallback(
                    ConfigFactory.parseResources("reference.conf").getConfig("belay.worker")),
            "worker-a",
            1,
            coordinators);
    kit.spawn(WorkerActor.create(settings, EnvironmentRegistry.discover(), transport));

    assertThat(coordinator.next(FromWorker.Register.class).environments())
        .extracting(EnvironmentSpec::id)
        .contains("chain:20", "CartPole-v1");
  }

  @Test
  void aVersionThatSamplesTwoIterationsIsTakenForBoth() throws Exception {
    startWorker();
    registeredAndAssigned();
    grant(0, 1);

    learner.publish(RunBenchTest.policy(0L, 0));
    assertOffered(0L, 0, 0, 1);
    learner.publish(RunBenchTest.policy(0L, 1));
    assertOffered(0L, 1, 0, 1);
    stop(learnerServer);
    learnerServer = serve(learnerAddress, learner);
    assertOffered(0L, 1, 0, 1);
    learner.publish(RunBenchTest.policy(1L, 2));
    assertOffered(1L, 2, 0, 1);

    assertThat(runs.restored).as("the lanes go on from iteration to iteration").isEmpty();
  }

  private void saysWhatWasDone(FromWorker.Heartbeat beat) {
    assertThat(beat.stepsSampled()).isEqualTo(4);
    assertThat(beat.blocksHeld()).isEqualTo(2);
    assertThat(beat.policyVersion()).hasValue(1);
    assertThat(beat.blockBytesSent()).isPositive();
    assertThat(beat.policyBytesReceived()).isPositive();
  }

  @Test
  void aBlockHeldFromTheMiddleOfARunIsContinuedFromCarries() throws Exception {
    learner.carryRefusals.add(Status.UNAVAILABLE);
    startWorker();
    registeredAndAssigned();
    learner.publish(RunBenchTest.policy(5));

    grant(0);

    assertOffered(5, 0);
    assertThat(runs.restored).containsExactly("block 0 before iteration 5");
    assertThat(learner.carryRequests)
        .hasSize(2)
        .extracting(CarryRequest::getIteration)
        .containsOnly(5);
  }

  @Test
  void carriesOfAnIterationThatIsOverAreAskedForWithTheNextPolicy() throws Exception {
    learner.carryRefusals.add(Status.ABORTED);
    startWorker();
    registeredAndAssigned();
    learner.publish(RunBenchTest.policy(5));
    grant(0);
    await().untilAsserted(() -> assertThat(learner.carryRequests).hasSize(1));

    learner.publish(RunBenchTest.policy(6));

    assertOffered(6, 0);
  }

  @Test
  void aLearnerThatComesBackIsOfferedTheSameBlocksAgain() throws Exception {
    startWorker();
    registeredAndAssigned();
    grant(0, 1);
    learner.publish(RunBenchTest.policy(0));
    BlockOffer first = learner.nextOffer();
    learner.nextOffer();

    stop(learnerServer);
    learnerServer = serve(learnerAddress, learner);

    assertThat(learner.nextOffer()).isEqualTo(first);
    assertThat(learner.nextOffer().getBlock()).isOne();
    learner.publish(RunBenchTest.policy(1));
    assertOffered(1, 0, 1);
    await()
        .untilAsserted(
            () -> assertThat(coordinator.heartbeats).anyMatch(beat -> beat.reconnects() > 0));
  }

  @Test
  void aLearnerThatIsNotThereYetIsWaitedFor() throws Exception {
    stop(learnerServer);
    startWorker();
    registeredAndAssigned();
    grant(0);

    learnerServer = serve(learnerAddress, learner);
    learner.publish(RunBenchTest.policy(0));

    assertOffered(0, 0);
  }

  @Test
  void aLearnerThatDoesNotAnswerOffersIsLeftAndTriedAgain() throws Exception {
    learner.verdict = null;
    startWorker(Duration.ofSeconds(60), Duration.ofMillis(200));
    registeredAndAssigned();
    grant(0);
    learner.publish(RunBenchTest.policy(0));
    BlockOffer first = learner.nextOffer();

    BlockOffer again = learner.nextOffer();

    assertThat(again).isEqualTo(first);
    assertThat(learner.subscriptions()).isGreaterThan(1);
  }

  @Test
  void offersWaitForRoomAtTheLearner() throws Exception {
    learner.takesOffers = false;
    startWorker();
    registeredAndAssigned();
    grant(0, 1, 2);
    learner.publish(RunBenchTest.policy(0));
    await()
        .untilAsserted(
            () -> assertThat(coordinator.heartbeats).anyMatch(beat -> beat.stepsSampled() == 3));
    assertThat(learner.offers).isEmpty();

    learner.askForOffers(10);

    assertOffered(0, 0, 1, 2);
  }

  @Test
  void aFailingEnvironmentCostsItsBlockAndNothingElse() throws Exception {
    runs.failing.add(0);
    startWorker();
    registeredAndAssigned();
    grant(0, 1);

    learner.publish(RunBenchTest.policy(0));

    assertOffered(0, 1);
    FromWorker.BlockFailed failed = coordinator.next(FromWorker.BlockFailed.class);
    assertThat(failed)
        .isEqualTo(
            new FromWorker.BlockFailed(
                RUN, 0, 0, "an environment steps without throwing: block=0", false));
    learner.publish(RunBenchTest.policy(1));
    assertOffered(1, 1);
  }

  @Test
  void aBlockThatTheLearnerCannotUseIsReported() throws Exception {
    learner.verdict = BlockVerdict.WRONG_SHAPE;
    startWorker();
    registeredAndAssigned();
    grant(0);

    learner.publish(RunBenchTest.policy(0));

    assertThat(coordinator.next(FromWorker.BlockFailed.class).message()).isEqualTo("rule: a=b");
  }

  @Test
  void aLearnerThatRefusesTheWorkerForGoodIsReported() throws Exception {
    startWorker();
    registeredAndAssigned();
    grant(0, 1);
    learner.publish(RunBenchTest.policy(0));
    assertOffered(0, 0, 1);

    learner.hangUp(Status.PERMISSION_DENIED.withDescription("not this worker"));

    assertThat(coordinator.next(FromWorker.BlockFailed.class).message())
        .contains("not this worker");
    assertThat(coordinator.next(FromWorker.BlockFailed.class).block()).isOne();
  }

  @Test
  void aRevokedBlockIsSampledNoMore() throws Exception {
    startWorker();
    registeredAndAssigned();
    grant(0, 1);
    learner.publish(RunBenchTest.policy(0));
    assertOffered(0, 0, 1);

    coordinator.say(new FromCoordinator.LeaseRevoke(RUN, List.of(0)));
    await().untilAsserted(() -> assertThat(runs.open).hasSize(1));
    learner.publish(RunBenchTest.policy(1));

    assertOffered(1, 1);
  }

  @Test
  void samplingGoesOnWhileTheCoordinatorIsAwayAndLeasesAreGrantedAnew() throws Exception {
    startWorker();
    registeredAndAssigned();
    grant(0);
    learner.publish(RunBenchTest.policy(0));
    assertOffered(0, 0);

    stop(coordinatorServer);
    learner.publish(RunBenchTest.policy(1));
    assertOffered(1, 0);
    coordinatorServer = serve(coordinatorAddress, coordinator);
    coordinator.next(FromWorker.Register.class);
    await()
        .untilAsserted(() ->
            assertThat(coordinator.heartbeats)
                .anyMatch(beat -> beat.stepsSampled() == 2 && beat.blocksHeld() == 0));

    assign();
    grant(0);
    learner.publish(RunBenchTest.policy(2));
    assertOffered(2, 0);
    assertThat(runs.restored).isEmpty();
  }

  @Test
  void aNewSessionIsToldWhatIsStillSampled() throws Exception {
    startWorker();
    registeredAndAssigned();
    grant(3, 0, 1);
    awaitHeld(3);
    coordinator.say(new FromCoordinator.LeaseRevoke(RUN, List.of(1)));
    // The policy comes by another connection and might overtake what the coordinator says.
    awaitHeld(2);
    learner.publish(RunBenchTest.policy(0));
    assertOffered(0, 0, 3);

    stop(coordinatorServer);
    coordinatorServer = serve(coordinatorAddress, coordinator);

    FromWorker.Register again = coordinator.next(FromWorker.Register.class);
    assertThat(again.instanceId()).isEqualTo("process-1");
    assertThat(again.heldRunId()).isEqualTo(RUN);
    assertThat(again.heldBlocks()).containsExactly(0, 3);
    // A heartbeat says that the new session has begun, without leases, and none was granted since.
    coordinator.heartbeats.clear();
    await().untilAsserted(() -> assertThat(coordinator.heartbeats).isNotEmpty());
    stop(coordinatorServer);
    coordinatorServer = serve(coordinatorAddress, coordinator);
    assertThat(coordinator.next(FromWorker.Register.class).heldBlocks()).isEmpty();
  }

  @Test
  void aCoordinatorThatStandsByIsPassedOver() throws Exception {
    FakeCoordinator standby = new FakeCoordinator();
    standby.refusal = Status.UNAVAILABLE.withDescription("stands by");
    GrpcAddress standbyAddress = address("standby");
    Server standbyServer = serve(standbyAddress, standby);
    coordinators = List.of(standbyAddress, coordinatorAddress);
    try {
      startWorker();

      standby.next(FromWorker.Register.class);
      coordinator.next(FromWorker.Register.class);

      // The active one goes and the other one takes over.
      standby.refusal = null;
      stop(coordinatorServer);
      standby.next(FromWorker.Register.class);
      await().untilAsserted(() -> assertThat(standby.heartbeats).isNotEmpty());
    } finally {
      stop(standbyServer);
    }
  }

  @Test
  void aCoordinatorThatDoesNotAcceptInTimeIsAskedAgain() {
    coordinator.silent = true;

    startWorker(Duration.ofMillis(200), Duration.ofSeconds(60));

    await().untilAsserted(() -> assertThat(coordinator.sessions()).isGreaterThan(1));
  }

  @Test
  void aRegistrationRefusedForGoodStopsTheWorker() {
    coordinator.refusal = Status.INVALID_ARGUMENT.withDescription("protocolVersion=1");
    TestProbe<Object> probe = kit.createTestProbe();

    ActorRef<WorkerActor.Command> worker = startWorker();

    probe.expectTerminated(worker, Duration.ofSeconds(20));
  }

  @Test
  void aFaultOfTheSamplingActorEndsTheWorkerAndItsSession() throws Exception {
    ActorRef<WorkerActor.Command> worker = startWorker();
    coordinator.next(FromWorker.Register.class);
    TestProbe<Object> probe = kit.createTestProbe();

    assign("faulty");

    probe.expectTerminated(worker, Duration.ofSeconds(20));
    assertThat(coordinator.ended.poll(20, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void anEnvironmentThatFailsToCloseDoesNotHideWhyItsBlockFailed() throws Exception {
    runs.failing.add(0);
    runs.failingToClose.add(0);
    startWorker();
    registeredAndAssigned();
    grant(0, 1);

    learner.publish(RunBenchTest.policy(0));

    assertThat(coordinator.next(FromWorker.BlockFailed.class).message())
        .isEqualTo("an environment steps without throwing: block=0");
    assertOffered(0, 1);
  }

  @Test
  void aDrainedWorkerHandsItsBlocksBackAndGoes() throws Exception {
    ActorRef<WorkerActor.Command> worker = startWorker();
    registeredAndAssigned();
    grant(0, 1);
    learner.publish(RunBenchTest.policy(0));
    assertOffered(0, 0, 1);
    TestProbe<Object> probe = kit.createTestProbe();

    worker.tell(new WorkerActor.DrainWorker("scaled in"));

    assertThat(coordinator.next(FromWorker.Draining.class).reason()).isEqualTo("scaled in");
    assertThat(coordinator.next(FromWorker.LeaseReturned.class).blocks()).containsExactly(0, 1);
    assertThat(coordinator.ended.poll(20, TimeUnit.SECONDS)).isEqualTo(Status.OK);
    probe.expectTerminated(worker, Duration.ofSeconds(20));
    assertThat(runs.open).isEmpty();
  }

  @Test
  void theCoordinatorMayDrainAWorkerThatHoldsNothing() throws Exception {
    ActorRef<WorkerActor.Command> worker = startWorker();
    coordinator.next(FromWorker.Register.class);
    TestProbe<Object> probe = kit.createTestProbe();

    coordinator.say(new FromCoordinator.Drain("maintenance"));

    coordinator.next(FromWorker.Draining.class);
    probe.expectTerminated(worker, Duration.ofSeconds(20));
  }

  @Test
  void afterTheEndOfARunNothingIsHeld() throws Exception {
    startWorker();
    registeredAndAssigned();
    grant(0);
    learner.publish(RunBenchTest.policy(0));
    assertOffered(0, 0);

    coordinator.say(new FromCoordinator.RunEnded(RUN, "completed"));

    await().untilAsserted(() -> assertThat(runs.open).isEmpty());
    await()
        .untilAsserted(() ->
            assertThat(coordinator.heartbeats)
                .anyMatch(b -> b.stepsSampled() == 1 && b.blocksHeld() == 0));
  }

  /** Whoever cannot sample must not be given the blocks of the next run. */
  @Test
  void anEnvironmentThatDoesNotReturnFailsItsBlockAndTheWorkerLeavesUntilItDoes() throws Exception {
    runs.hanging.add(0);
    startWorker(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMillis(500));
    registeredAndAssigned();
    grant(0, 1);
    learner.publish(RunBenchTest.policy(0));
    try {
      FromWorker.BlockFailed failed = coordinator.next(FromWorker.BlockFailed.class);
      assertThat(failed.block()).isZero();
      assertThat(failed.retryable()).isFalse();
      assertThat(failed.message())
          .contains("environment=" + RunBenchTest.environment().id())
          .contains("iteration=0, sampling-timeout=PT0.5S, at=io.belay.worker.FakeRuns");
      assertThat(coordinator.ended.poll(20, TimeUnit.SECONDS)).isEqualTo(Status.OK);
    } finally {
      runs.release.countDown();
    }

    assertThat(coordinator.next(FromWorker.Register.class).heldBlocks()).isEmpty();
    assertThat(runs.open).isEmpty();
    // What came of the block in the end is still offered; it has the same bits as anyone's.
    assertOffered(0, 0);
    assign();
    grant(1);
    assertOffered(0, 1);
  }

  /** A worker whose deadlines are out of reach, so that a slow machine changes nothing. */
  private ActorRef<WorkerActor.Command> startWorker() {
    return startWorker(Duration.ofSeconds(60), Duration.ofSeconds(60));
  }

  private ActorRef<WorkerActor.Command> startWorker(
      Duration registrationTimeout, Duration receiptTimeout) {
    return startWorker(registrationTimeout, receiptTimeout, Duration.ofSeconds(60));
  }

  private ActorRef<WorkerActor.Command> startWorker(
      Duration registrationTimeout, Duration receiptTimeout, Duration samplingTimeout) {
    BackoffSettings backoff =
        new BackoffSettings(Duration.ofMillis(10), Duration.ofMillis(50), 0.5);
    ClientSettings client =
        new ClientSettings(registrationTimeout, receiptTimeout, Duration.ofSeconds(20), backoff);
    WorkerSettings settings =
        new WorkerSettings(
            "worker-a",
            2,
            coordinators,
            List.of(),
            client,
            samplingTimeout,
            Duration.ofSeconds(10));
    WorkerSurroundings surroundings =
        new WorkerSurroundings(
            List.of(RunBenchTest.environment()),
            runs,
            transport::channel,
            System::nanoTime,
            new Random(1),
            "process-1",
            counters);
    return kit.spawn(WorkerActor.create(settings, surroundings));
  }

  private void registeredAndAssigned() throws InterruptedException {
    coordinator.next(FromWorker.Register.class);
    assign();
  }

  private void assign() {
    assign("readable");
  }

  private void assign(String recipe) {
    coordinator.say(
        new FromCoordinator.RunAssignment(
            RUN, recipe, RunBenchTest.environment(), learnerAddress.toString()));
  }

  private void grant(Integer... blocks) {
    coordinator.say(new FromCoordinator.LeaseGrant(RUN, List.of(blocks), 0));
  }

  /** Waits until a heartbeat that is still to come says how many blocks are held. */
  private void awaitHeld(int blocks) {
    coordinator.heartbeats.clear();
    await()
        .untilAsserted(
            () -> assertThat(coordinator.heartbeats).anyMatch(beat -> beat.blocksHeld() == blocks));
  }

  private void assertOffered(int iteration, int... blocks) throws InterruptedException {
    assertOffered((long) iteration, iteration, blocks);
  }

  private void assertOffered(long version, int iteration, int... blocks)
      throws InterruptedException {
    for (int block : blocks) {
      BlockOffer offer = learner.nextOffer();
      assertThat(offer.getIteration()).isEqualTo(iteration);
      assertThat(offer.getBlock()).isEqualTo(block);
      assertThat(offer.getPolicyVersion()).isEqualTo(version);
      assertThat(offer.getWorkerId()).isEqualTo("worker-a");
    }
  }

  private GrpcAddress address(String role) throws IOException {
    if (kind.equals("inprocess")) {
      return new GrpcAddress.InProcess("worker-actor-test-" + role);
    }
    try (ServerSocket free = new ServerSocket(0)) {
      return new GrpcAddress.Tcp("127.0.0.1", free.getLocalPort());
    }
  }

  private Server serve(GrpcAddress address, BindableService service) throws IOException {
    return transport.server(address, List.of(service)).build().start();
  }

  private static void stop(Server server) throws InterruptedException {
    server.shutdownNow();
    assertThat(server.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }
}

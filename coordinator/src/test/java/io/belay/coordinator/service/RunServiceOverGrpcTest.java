package io.belay.coordinator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.coordinator.run.Overview;
import io.belay.coordinator.run.RunDesk;
import io.belay.coordinator.run.RunSummary;
import io.belay.coordinator.run.StopReply;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.SubmitReply;
import io.belay.coordinator.run.WorkerSummary;
import io.belay.v1.GetStatusReply;
import io.belay.v1.GetStatusRequest;
import io.belay.v1.RunServiceGrpc;
import io.belay.v1.RunServiceGrpc.RunServiceBlockingStub;
import io.belay.v1.StopRunRequest;
import io.belay.v1.SubmitRunReply;
import io.belay.v1.SubmitRunRequest;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service as a caller meets it, with a desk that says what it is told to. */
class RunServiceOverGrpcTest {
  private static final String RECIPE =
      """
      environment { id = "CartPole-v1" }
      policy { kind = mlp, hidden = [8], activation = tanh }
      critic { hidden = [8], activation = tanh }
      sampling { lanes = 4, block-size = 1, fragment-length = 8, restart = environment }
      algorithm {
        name = ppo, discount = 0.98, gae-lambda = 0.8, epochs = 1, minibatch-size = 32
        learning-rate = 1e-3, clip-range = 0.2
      }
      training { environment-steps = 320, seed = 1, checkpoint-every = 5 }
      evaluation { episodes = 1, deterministic = true }
      """;

  private final FrontDoor door = new FrontDoor();
  private final ScriptedDesk desk = new ScriptedDesk();
  private final String name = InProcessServerBuilder.generateName();
  private final ManagedChannel channel =
      InProcessChannelBuilder.forName(name).directExecutor().build();
  private Server server;

  @BeforeEach
  void serve() throws IOException {
    server =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .addService(new RunGrpcService(door, new RunServiceSettings(Duration.ofMillis(200))))
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void submissionArrivesWithItsRecipeRead() {
    door.open(new RecordedInbox(), desk);
    desk.submitted.complete(new SubmitReply.Accepted("run-1", 2, false));

    SubmitRunReply reply =
        stub().submitRun(request("run-1", RECIPE).toBuilder().setResume(true).build());

    assertThat(reply.getAhead()).isEqualTo(2);
    assertThat(reply.getKnown()).isFalse();
    assertThat(desk.asked.runId()).isEqualTo("run-1");
    assertThat(desk.asked.recipe().sampling().blocks()).isEqualTo(4);
    assertThat(desk.asked.recipe().name()).isEqualTo("run-1");
    assertThat(desk.asked.resume()).isTrue();
  }

  @Test
  void refusalsOfTheDeskHaveTheirStatus() {
    door.open(new RecordedInbox(), desk);
    desk.submitted.complete(
        new SubmitReply.Refused("run-1", SubmitReply.Reason.ANOTHER_RECIPE, "one recipe"));
    assertThat(refusal(() -> stub().submitRun(request("run-1", RECIPE))))
        .isEqualTo(Status.Code.ALREADY_EXISTS);

    desk.submitted =
        CompletableFuture.completedFuture(
            new SubmitReply.Refused("run-1", SubmitReply.Reason.QUEUE_FULL, "full"));
    assertThat(refusal(() -> stub().submitRun(request("run-1", RECIPE))))
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);

    desk.stopped.complete(new StopReply.Unknown("run-1", "no such run"));
    assertThat(refusal(() -> stub().stopRun(stopRequest("run-1"))))
        .isEqualTo(Status.Code.NOT_FOUND);

    desk.stopped =
        CompletableFuture.completedFuture(new StopReply.TooEarly("run-1", "no book yet"));
    assertThat(refusal(() -> stub().stopRun(stopRequest("run-1"))))
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-run", ".run", "run/1", "..", "run\n", "läufer"})
  void nameThatIsNoFileNameIsRefused(String runId) {
    door.open(new RecordedInbox(), desk);

    assertThat(refusal(() -> stub().submitRun(request(runId, RECIPE))))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal(() -> stub().stopRun(stopRequest(runId))))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void recipeWithProblemsIsRefusedWithAllOfThem() {
    door.open(new RecordedInbox(), desk);

    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                stub()
                    .submitRun(
                        request("run-1", RECIPE + "\nsampling.lanes = 0\nalgorithm.epochs = x")));

    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription()).contains("lanes").contains("epochs");
    assertThat(refusal(() -> stub().submitRun(SubmitRunRequest.newBuilder().build())))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void statusSaysWhereEverythingStands() {
    door.open(new RecordedInbox(), desk);
    desk.overview.complete(
        new Overview(
            List.of(
                new RunSummary(
                    "run-1",
                    "cartpole",
                    "CartPole-v1",
                    "ppo",
                    "RUNNING",
                    "",
                    Instant.ofEpochMilli(1234),
                    3,
                    10,
                    96,
                    4711,
                    OptionalDouble.of(21.5),
                    "",
                    2)),
            List.of(new WorkerSummary("a", 3, 5000, Duration.ofMillis(250), true)),
            "host:7701",
            true));

    GetStatusReply status = stub().getStatus(GetStatusRequest.getDefaultInstance());

    assertThat(status.getLearnerAddress()).isEqualTo("host:7701");
    assertThat(status.getBookAwaited()).isTrue();
    assertThat(status.getRuns(0).getPhase()).isEqualTo("RUNNING");
    assertThat(status.getRuns(0).getSubmittedMillis()).isEqualTo(1234);
    assertThat(status.getRuns(0).getIterationsCompleted()).isEqualTo(3);
    assertThat(status.getRuns(0).getReturnMean()).isEqualTo(21.5);
    assertThat(status.getWorkers(0).getBlocks()).isEqualTo(3);
    assertThat(status.getWorkers(0).getSilentMillis()).isEqualTo(250);
    assertThat(status.getWorkers(0).getDraining()).isTrue();
  }

  @Test
  void deskThatDoesNotAnswerIsNotWaitedForForEver() {
    door.open(new RecordedInbox(), desk);

    StatusRuntimeException late =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> stub().stopRun(stopRequest("run-1")));

    assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(late.getStatus().getDescription()).contains("request-timeout=PT0.2S");
  }

  @Test
  void standbySendsCallersToTheActiveOne() {
    FrontDoor.Opening opening = door.open(new RecordedInbox(), desk);
    opening.close();

    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> stub().getStatus(GetStatusRequest.getDefaultInstance()));

    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(refused.getStatus().getDescription())
        .isEqualTo("this coordinator stands by; ask the active one");
  }

  @Test
  void coordinatorThatGoesLateDoesNotShutTheDoorOnItsSuccessor() {
    FrontDoor.Opening first = door.open(new RecordedInbox(), desk);
    door.open(new RecordedInbox(), desk);

    first.close();

    assertThat(door.isOpen()).isTrue();
  }

  private RunServiceBlockingStub stub() {
    return RunServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  private static Status.Code refusal(Runnable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call::run).getStatus().getCode();
  }

  private static SubmitRunRequest request(String runId, String recipe) {
    return SubmitRunRequest.newBuilder()
        .setRunId(runId)
        .setRecipe(recipe)
        .setWorkersWanted(1)
        .build();
  }

  private static StopRunRequest stopRequest(String runId) {
    return StopRunRequest.newBuilder().setRunId(runId).setReason("by hand").build();
  }

  /** A desk that answers when the test says so. */
  private static final class ScriptedDesk implements RunDesk {
    private CompletableFuture<SubmitReply> submitted = new CompletableFuture<>();
    private final CompletableFuture<Overview> overview = new CompletableFuture<>();
    private CompletableFuture<StopReply> stopped = new CompletableFuture<>();
    private Submission asked;

    @Override
    public CompletionStage<SubmitReply> submit(Submission submission) {
      asked = submission;
      return submitted;
    }

    @Override
    public CompletionStage<Overview> overview() {
      return overview;
    }

    @Override
    public CompletionStage<StopReply> stop(String runId, String reason) {
      return stopped;
    }
  }
}

package io.belay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.session.FromCoordinator;
import io.belay.session.FromWorker;
import io.belay.v1.CoordinatorMessage;
import io.belay.v1.DiscreteSpace;
import io.belay.v1.EnvironmentSpec;
import io.belay.v1.Heartbeat;
import io.belay.v1.LeaseGrant;
import io.belay.v1.Register;
import io.belay.v1.RunAssignment;
import io.belay.v1.Space;
import io.belay.v1.WorkerMessage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What worker and coordinator say survives the wire, and nonsense is refused. */
class SessionCodecTest {

  static Stream<FromWorker> fromWorker() {
    return SampleMessages.fromWorker().stream();
  }

  static Stream<FromCoordinator> fromCoordinator() {
    return SampleMessages.fromCoordinator().stream();
  }

  @ParameterizedTest
  @MethodSource("fromWorker")
  void aWorkersMessageComesBackAsItWas(FromWorker said) throws Exception {
    WorkerMessage received = WorkerMessage.parseFrom(SessionCodec.encode(said).toByteArray());

    assertThat(SessionCodec.decode(received)).isEqualTo(said);
  }

  @ParameterizedTest
  @MethodSource("fromCoordinator")
  void aCoordinatorsMessageComesBackAsItWas(FromCoordinator said) throws Exception {
    CoordinatorMessage received =
        CoordinatorMessage.parseFrom(SessionCodec.encode(said).toByteArray());

    assertThat(SessionCodec.decode(received)).isEqualTo(said);
  }

  static Stream<WorkerMessage> nonsenseFromWorkers() {
    Register valid = SessionCodec.encode(SampleMessages.fromWorker().getFirst()).getRegister();
    return Stream.of(
        WorkerMessage.getDefaultInstance(),
        register(valid.toBuilder().setWorkerId("")),
        register(valid.toBuilder().setWorkerId("x".repeat(257))),
        register(valid.toBuilder().setSlots(0)),
        register(valid.toBuilder().setProtocolVersion(0)),
        register(valid.toBuilder().clearEnvironments()),
        register(valid.toBuilder().clearInstanceId()),
        register(valid.toBuilder().clearHeldRunId()),
        register(valid.toBuilder().addHeldBlocks(valid.getHeldBlocks(0))),
        register(valid.toBuilder().addEnvironments(valid.getEnvironments(0))),
        register(
            valid.toBuilder()
                .setEnvironments(0, valid.getEnvironments(0).toBuilder().clearActionSpace())),
        register(
            valid.toBuilder()
                .setEnvironments(
                    0, withActions(valid.getEnvironments(0), Space.getDefaultInstance()))),
        register(
            valid.toBuilder()
                .setEnvironments(
                    0,
                    withActions(
                        valid.getEnvironments(0),
                        Space.newBuilder()
                            .setDiscrete(DiscreteSpace.newBuilder().setN(0))
                            .build()))),
        heartbeat(Heartbeat.newBuilder().setIdleRatio(1.5)),
        heartbeat(Heartbeat.newBuilder().setStepsPerSecond(Double.NaN)),
        heartbeat(Heartbeat.newBuilder().setStepsSampled(-1)));
  }

  @ParameterizedTest
  @MethodSource("nonsenseFromWorkers")
  void nonsenseFromAWorkerIsRefused(WorkerMessage nonsense) {
    assertThatThrownBy(() -> SessionCodec.decode(nonsense)).isInstanceOf(BelayException.class);
  }

  @Test
  void aLeaseThatNamesABlockTwiceIsRefused() {
    CoordinatorMessage grant =
        CoordinatorMessage.newBuilder()
            .setLeaseGrant(LeaseGrant.newBuilder().setRunId("r").addBlocks(1).addBlocks(1))
            .build();

    assertThatThrownBy(() -> SessionCodec.decode(grant)).hasMessageContaining("blocks=1");
  }

  @Test
  void anAssignmentWithoutAnAddressOfALearnerIsRefused() {
    RunAssignment valid =
        SessionCodec.encode(SampleMessages.fromCoordinator().get(1)).getRunAssignment();
    CoordinatorMessage assignment =
        CoordinatorMessage.newBuilder()
            .setRunAssignment(valid.toBuilder().setLearnerAddress("learner"))
            .build();

    assertThatThrownBy(() -> SessionCodec.decode(assignment))
        .hasMessageContaining("address=\"learner\"");
  }

  private static WorkerMessage register(Register.Builder register) {
    return WorkerMessage.newBuilder().setRegister(register).build();
  }

  private static WorkerMessage heartbeat(Heartbeat.Builder heartbeat) {
    return WorkerMessage.newBuilder().setHeartbeat(heartbeat).build();
  }

  private static EnvironmentSpec withActions(EnvironmentSpec spec, Space actions) {
    return spec.toBuilder().setActionSpace(actions).build();
  }
}

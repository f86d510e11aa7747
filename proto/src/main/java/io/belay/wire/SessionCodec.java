package io.belay.wire;

import io.belay.error.BelayException;
import io.belay.session.FromCoordinator;
import io.belay.session.FromWorker;
import io.belay.v1.BlockFailed;
import io.belay.v1.CoordinatorMessage;
import io.belay.v1.Drain;
import io.belay.v1.Draining;
import io.belay.v1.Heartbeat;
import io.belay.v1.LeaseGrant;
import io.belay.v1.LeaseReturned;
import io.belay.v1.LeaseRevoke;
import io.belay.v1.Register;
import io.belay.v1.Registered;
import io.belay.v1.RunAssignment;
import io.belay.v1.RunEnded;
import io.belay.v1.WorkerMessage;
import io.belay.wire.transport.GrpcAddress;
import java.time.Duration;
import java.util.OptionalLong;

/** What worker and coordinator say to each other as {@code belay.v1} messages, and back. */
public final class SessionCodec {
  private SessionCodec() {}

  /** The message that says this to the coordinator. */
  public static WorkerMessage encode(FromWorker said) {
    WorkerMessage.Builder message = WorkerMessage.newBuilder();
    return switch (said) {
      case FromWorker.Register register -> message.setRegister(encodeRegister(register)).build();
      case FromWorker.Heartbeat heartbeat ->
          message.setHeartbeat(encodeHeartbeat(heartbeat)).build();
      case FromWorker.BlockFailed failed ->
          message
              .setBlockFailed(
                  BlockFailed.newBuilder()
                      .setRunId(failed.runId())
                      .setBlock(failed.block())
                      .setIteration(failed.iteration())
                      .setMessage(failed.message())
                      .setRetryable(failed.retryable()))
              .build();
      case FromWorker.LeaseReturned returned ->
          message
              .setLeaseReturned(
                  LeaseReturned.newBuilder()
                      .setRunId(returned.runId())
                      .addAllBlocks(returned.blocks()))
              .build();
      case FromWorker.Draining draining ->
          message.setDraining(Draining.newBuilder().setReason(draining.reason())).build();
    };
  }

  /**
   * What a worker's message says.
   *
   * @throws BelayException INVALID_REQUEST where a field breaks its rule
   */
  public static FromWorker decode(WorkerMessage message) {
    return switch (message.getMessageCase()) {
      case REGISTER -> decodeRegister(message.getRegister());
      case HEARTBEAT -> decodeHeartbeat(message.getHeartbeat());
      case BLOCK_FAILED -> {
        BlockFailed failed = message.getBlockFailed();
        yield new FromWorker.BlockFailed(
            FieldRules.name("block_failed.run_id", failed.getRunId()),
            FieldRules.number("block_failed.block", failed.getBlock()),
            FieldRules.number("block_failed.iteration", failed.getIteration()),
            FieldRules.explanation(failed.getMessage()),
            failed.getRetryable());
      }
      case LEASE_RETURNED -> {
        LeaseReturned returned = message.getLeaseReturned();
        yield new FromWorker.LeaseReturned(
            FieldRules.name("lease_returned.run_id", returned.getRunId()),
            FieldRules.blocks(returned.getBlocksList()));
      }
      case DRAINING ->
          new FromWorker.Draining(FieldRules.explanation(message.getDraining().getReason()));
      case MESSAGE_NOT_SET -> throw FieldRules.nothingKnown("worker_message");
    };
  }

  /** The message that says this to a worker. */
  public static CoordinatorMessage encode(FromCoordinator said) {
    CoordinatorMessage.Builder message = CoordinatorMessage.newBuilder();
    return switch (said) {
      case FromCoordinator.Registered registered ->
          message
              .setRegistered(
                  Registered.newBuilder()
                      .setSessionId(registered.sessionId())
                      .setHeartbeatIntervalMillis((int) registered.heartbeatInterval().toMillis()))
              .build();
      case FromCoordinator.RunAssignment assignment ->
          message
              .setRunAssignment(
                  RunAssignment.newBuilder()
                      .setRunId(assignment.runId())
                      .setRecipe(assignment.recipe())
                      .setEnvironment(SpaceCodec.encode(assignment.environment()))
                      .setLearnerAddress(assignment.learnerAddress()))
              .build();
      case FromCoordinator.LeaseGrant grant ->
          message
              .setLeaseGrant(
                  LeaseGrant.newBuilder()
                      .setRunId(grant.runId())
                      .addAllBlocks(grant.blocks())
                      .setFirstIteration(grant.firstIteration()))
              .build();
      case FromCoordinator.LeaseRevoke revoke ->
          message
              .setLeaseRevoke(
                  LeaseRevoke.newBuilder().setRunId(revoke.runId()).addAllBlocks(revoke.blocks()))
              .build();
      case FromCoordinator.RunEnded ended ->
          message
              .setRunEnded(RunEnded.newBuilder().setRunId(ended.runId()).setReason(ended.reason()))
              .build();
      case FromCoordinator.Drain drain ->
          message.setDrain(Drain.newBuilder().setReason(drain.reason())).build();
    };
  }

  /**
   * What a coordinator's message says.
   *
   * @throws BelayException INVALID_REQUEST where a field breaks its rule
   */
  public static FromCoordinator decode(CoordinatorMessage message) {
    return switch (message.getMessageCase()) {
      case REGISTERED ->
          new FromCoordinator.Registered(
              FieldRules.name("registered.session_id", message.getRegistered().getSessionId()),
              Duration.ofMillis(
                  FieldRules.number(
                      "registered.heartbeat_interval_millis",
                      message.getRegistered().getHeartbeatIntervalMillis())));
      case RUN_ASSIGNMENT -> {
        RunAssignment assignment = message.getRunAssignment();
        FieldRules.present("run_assignment.environment", assignment.hasEnvironment());
        yield new FromCoordinator.RunAssignment(
            FieldRules.name("run_assignment.run_id", assignment.getRunId()),
            assignment.getRecipe(),
            SpaceCodec.decode(assignment.getEnvironment()),
            GrpcAddress.parse(assignment.getLearnerAddress()).toString());
      }
      case LEASE_GRANT ->
          new FromCoordinator.LeaseGrant(
              FieldRules.name("lease_grant.run_id", message.getLeaseGrant().getRunId()),
              FieldRules.blocks(message.getLeaseGrant().getBlocksList()),
              FieldRules.number(
                  "lease_grant.first_iteration", message.getLeaseGrant().getFirstIteration()));
      case LEASE_REVOKE ->
          new FromCoordinator.LeaseRevoke(
              FieldRules.name("lease_revoke.run_id", message.getLeaseRevoke().getRunId()),
              FieldRules.blocks(message.getLeaseRevoke().getBlocksList()));
      case RUN_ENDED ->
          new FromCoordinator.RunEnded(
              FieldRules.name("run_ended.run_id", message.getRunEnded().getRunId()),
              message.getRunEnded().getReason());
      case DRAIN -> new FromCoordinator.Drain(message.getDrain().getReason());
      case MESSAGE_NOT_SET -> throw FieldRules.nothingKnown("coordinator_message");
    };
  }

  private static Register encodeRegister(FromWorker.Register register) {
    Register.Builder message =
        Register.newBuilder()
            .setWorkerId(register.workerId())
            .setProtocolVersion(register.protocolVersion())
            .setSlots(register.slots())
            .setInstanceId(register.instanceId())
            .setHeldRunId(register.heldRunId())
            .addAllHeldBlocks(register.heldBlocks());
    register
        .environments()
        .forEach(environment -> message.addEnvironments(SpaceCodec.encode(environment)));
    return message.build();
  }

  private static FromWorker.Register decodeRegister(Register message) {
    return new FromWorker.Register(
        FieldRules.name("register.worker_id", message.getWorkerId()),
        FieldRules.number("register.protocol_version", message.getProtocolVersion()),
        FieldRules.number("register.slots", message.getSlots()),
        message.getEnvironmentsList().stream().map(SpaceCodec::decode).toList(),
        FieldRules.name("register.instance_id", message.getInstanceId()),
        FieldRules.nameOrNothing("register.held_run_id", message.getHeldRunId()),
        FieldRules.blocks(message.getHeldBlocksList()));
  }

  private static Heartbeat encodeHeartbeat(FromWorker.Heartbeat heartbeat) {
    Heartbeat.Builder message =
        Heartbeat.newBuilder()
            .setStepsSampled(heartbeat.stepsSampled())
            .setBlocksHeld(heartbeat.blocksHeld())
            .setStepsPerSecond(heartbeat.stepsPerSecond())
            .setIdleRatio(heartbeat.idleRatio())
            .setBlockBytesSent(heartbeat.blockBytesSent())
            .setPolicyBytesReceived(heartbeat.policyBytesReceived())
            .setBlocksRefused(heartbeat.blocksRefused())
            .setReconnects(heartbeat.reconnects())
            .setLaneRestarts(heartbeat.laneRestarts());
    heartbeat.policyVersion().ifPresent(message::setPolicyVersion);
    return message.build();
  }

  private static FromWorker.Heartbeat decodeHeartbeat(Heartbeat message) {
    return new FromWorker.Heartbeat(
        FieldRules.number("heartbeat.steps_sampled", message.getStepsSampled()),
        FieldRules.number("heartbeat.blocks_held", message.getBlocksHeld()),
        message.getStepsPerSecond(),
        message.getIdleRatio(),
        message.hasPolicyVersion()
            ? OptionalLong.of(
                FieldRules.number("heartbeat.policy_version", message.getPolicyVersion()))
            : OptionalLong.empty(),
        FieldRules.number("heartbeat.block_bytes_sent", message.getBlockBytesSent()),
        FieldRules.number("heartbeat.policy_bytes_received", message.getPolicyBytesReceived()),
        FieldRules.number("heartbeat.blocks_refused", message.getBlocksRefused()),
        FieldRules.number("heartbeat.reconnects", message.getReconnects()),
        FieldRules.number("heartbeat.lane_restarts", message.getLaneRestarts()));
  }
}

package io.belay.deploy.fuzz;

import com.google.protobuf.MessageLite;
import io.belay.control.RunSpecification;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicyIdentity;
import io.belay.recipe.RecipeLoader;
import io.belay.session.FromWorker;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.LaneCarry;
import io.belay.trajectory.StampedBlock;
import io.belay.v1.CarryRequest;
import io.belay.v1.CheckpointRequest;
import io.belay.v1.CoordinatorServiceGrpc;
import io.belay.v1.GetStatusRequest;
import io.belay.v1.LearnerServiceGrpc;
import io.belay.v1.PolicySubscription;
import io.belay.v1.RunServiceGrpc;
import io.belay.v1.StopRunRequest;
import io.belay.v1.SubmitRunRequest;
import io.belay.wire.BlockCodec;
import io.belay.wire.SessionCodec;
import io.grpc.MethodDescriptor;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What callers may rightly send to each method: what mutants are made of. */
final class GoodMessages {
  private final Map<String, List<byte[]>> byMethod = new HashMap<>();

  /** Messages about this run. */
  GoodMessages(RunSpecification run) {
    String id = run.runId();
    put(
        CoordinatorServiceGrpc.getSessionMethod(),
        SessionCodec.encode(
            FromWorker.Register.first("worker", 2, List.of(run.environment()), "process")
                .holding(id, List.of(0, 1))),
        SessionCodec.encode(
            new FromWorker.Heartbeat(100, 2, 1000, 0.5, OptionalLong.of(3), 9, 9, 0, 0, 0)),
        SessionCodec.encode(new FromWorker.BlockFailed(id, 0, 0, "it fails", true)),
        SessionCodec.encode(new FromWorker.LeaseReturned(id, List.of(0, 1))),
        SessionCodec.encode(new FromWorker.Draining("it goes")));
    put(LearnerServiceGrpc.getOfferBlocksMethod(), block(run, 0), block(run, 1));
    put(
        LearnerServiceGrpc.getSubscribePolicyMethod(),
        PolicySubscription.newBuilder().setRunId(id).setWorkerId("worker").build());
    put(
        LearnerServiceGrpc.getFetchCarryMethod(),
        CarryRequest.newBuilder().setRunId(id).setWorkerId("worker").setBlock(1).build());
    put(
        LearnerServiceGrpc.getFetchCheckpointMethod(),
        CheckpointRequest.newBuilder().setRunId(id).setIteration(3).build());
    put(
        RunServiceGrpc.getSubmitRunMethod(),
        SubmitRunRequest.newBuilder()
            .setRunId("submitted")
            .setRecipe(RecipeLoader.render(run.recipe()))
            .setWorkersWanted(1)
            .build());
    put(RunServiceGrpc.getGetStatusMethod(), GetStatusRequest.getDefaultInstance());
    put(
        RunServiceGrpc.getStopRunMethod(),
        StopRunRequest.newBuilder().setRunId("submitted").setReason("enough").build());
    HealthCheckRequest health =
        HealthCheckRequest.newBuilder().setService("belay.v1.RunService").build();
    put(HealthGrpc.getCheckMethod(), health);
    put(HealthGrpc.getWatchMethod(), health);
    put(
        ServerReflectionGrpc.getServerReflectionInfoMethod(),
        ServerReflectionRequest.newBuilder().setListServices("*").build(),
        ServerReflectionRequest.newBuilder()
            .setFileContainingSymbol("belay.v1.RunService")
            .build());
  }

  /** What may be sent to a method; none for one that nobody has thought of here. */
  List<byte[]> of(MethodDescriptor<?, ?> method) {
    return byMethod.getOrDefault(method.getFullMethodName(), List.of());
  }

  private void put(MethodDescriptor<?, ?> method, MessageLite... messages) {
    byMethod.put(
        method.getFullMethodName(),
        List.of(messages).stream().map(MessageLite::toByteArray).toList());
  }

  private static MessageLite block(RunSpecification run, int block) {
    BlockShape shape = run.shapeOf(block);
    int cells = shape.cells();
    return BlockCodec.encode(
        new StampedBlock(
            new BlockStamp(
                run.runId(),
                "worker",
                0,
                block,
                run.firstLane(block),
                0,
                PolicyIdentity.of(new float[] {1}, NormaliserStatistics.NONE)),
            new BlockTrajectory(
                shape,
                new float[cells * shape.observationSize()],
                new float[cells * shape.actionSize()],
                new float[cells],
                new float[cells],
                new byte[cells],
                new byte[cells],
                new float[0],
                new float[shape.lanes() * shape.observationSize()],
                Collections.emptyList(),
                Collections.nCopies(
                    shape.lanes(), new LaneCarry(new double[4], 3, 4, new double[0], 0)))));
  }
}

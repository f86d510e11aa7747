package io.belay.wire.security;

import io.belay.v1.CoordinatorServiceGrpc;
import io.belay.v1.LearnerServiceGrpc;
import io.belay.v1.RunServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import java.util.Map;
import java.util.Set;

/**
 * The one table of who may call what.
 *
 * <pre>
 *   CoordinatorService  Session                                   worker
 *   LearnerService      OfferBlocks, SubscribePolicy, FetchCarry  worker
 *                       FetchCheckpoint                           learner
 *   RunService          SubmitRun, GetStatus, StopRun             operator
 *   Health              Check, Watch                              operator, coordinator
 *   ServerReflection    ServerReflectionInfo                      operator
 * </pre>
 *
 * <p>A call that has no row here is nobody's.
 */
public final class RoleTable {
  private static final Map<String, Set<Role>> ROWS =
      Map.ofEntries(
          row(CoordinatorServiceGrpc.getSessionMethod(), Role.WORKER),
          row(LearnerServiceGrpc.getOfferBlocksMethod(), Role.WORKER),
          row(LearnerServiceGrpc.getSubscribePolicyMethod(), Role.WORKER),
          row(LearnerServiceGrpc.getFetchCarryMethod(), Role.WORKER),
          row(LearnerServiceGrpc.getFetchCheckpointMethod(), Role.LEARNER),
          row(RunServiceGrpc.getSubmitRunMethod(), Role.OPERATOR),
          row(RunServiceGrpc.getGetStatusMethod(), Role.OPERATOR),
          row(RunServiceGrpc.getStopRunMethod(), Role.OPERATOR),
          row(HealthGrpc.getCheckMethod(), Role.OPERATOR, Role.COORDINATOR),
          row(HealthGrpc.getWatchMethod(), Role.OPERATOR, Role.COORDINATOR),
          row(ServerReflectionGrpc.getServerReflectionInfoMethod(), Role.OPERATOR));

  private RoleTable() {}

  /**
   * The roles that may make a call.
   *
   * @param fullMethodName such as {@code belay.v1.RunService/StopRun}
   * @return none where the call has no row
   */
  public static Set<Role> allowed(String fullMethodName) {
    return ROWS.getOrDefault(fullMethodName, Set.of());
  }

  /** Whether the call has a row: the calls of which that is true are few and known. */
  static boolean knows(String fullMethodName) {
    return ROWS.containsKey(fullMethodName);
  }

  private static Map.Entry<String, Set<Role>> row(MethodDescriptor<?, ?> call, Role... roles) {
    return Map.entry(call.getFullMethodName(), Set.of(roles));
  }
}

package io.belay.learner.service;

import io.belay.trajectory.BlockVerdict;
import io.belay.v1.LearnerServiceGrpc;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.function.Consumer;

/**
 * Reports every stream of offers that broke because of what came in: a message above the size
 * limit, or bytes that are no message. Such a message never becomes an offer, so nothing else can
 * count it.
 */
public final class BrokenStreamTracer extends ServerStreamTracer.Factory {
  private static final String OFFERS =
      LearnerServiceGrpc.getOfferBlocksMethod().getFullMethodName();
  private static final String OVERSIZE = "oversize";
  private static final ServerStreamTracer NOT_TRACED = new ServerStreamTracer() {};

  private final Consumer<LearnerIntake> intake;

  /** A tracer that reports to the learner actor. */
  public BrokenStreamTracer(Consumer<LearnerIntake> intake) {
    this.intake = intake;
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
    return fullMethodName.equals(OFFERS) ? new OfferTracer() : NOT_TRACED;
  }

  private final class OfferTracer extends ServerStreamTracer {

    @Override
    public void streamClosed(Status status) {
      switch (status.getCode()) {
        case RESOURCE_EXHAUSTED -> report(OVERSIZE, status);
        // The service itself never ends this stream with an error, so what failed is the reading of
        // a message.
        case INVALID_ARGUMENT, INTERNAL, UNKNOWN -> report(BlockVerdict.MALFORMED.reason(), status);
        default -> {}
      }
    }

    private void report(String reason, Status status) {
      intake.accept(
          new LearnerIntake.BlockTurnedAway(
              "", 0, "", reason, String.valueOf(status.getDescription())));
    }
  }
}

package io.belay.learner.service;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.function.Consumer;

/**
 * Reports every stream that the transport ended because a message was above the size limit: such a
 * message never becomes an offer, so nothing else can count it.
 */
public final class OversizeTracer extends ServerStreamTracer.Factory {
  private final Consumer<LearnerIntake> intake;

  /** A tracer that reports to the learner actor. */
  public OversizeTracer(Consumer<LearnerIntake> intake) {
    this.intake = intake;
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
    return new ServerStreamTracer() {
      @Override
      public void streamClosed(Status status) {
        if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
          intake.accept(
              new LearnerIntake.BlockTurnedAway(
                  "",
                  0,
                  "",
                  "oversize",
                  "%s: %s".formatted(fullMethodName, status.getDescription())));
        }
      }
    };
  }
}

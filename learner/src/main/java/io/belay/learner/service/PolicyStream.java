package io.belay.learner.service;

import io.belay.learner.broadcast.PolicySink;
import io.belay.v1.PolicyUpdate;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;

/** A broadcast's sink that is a gRPC response stream. */
record PolicyStream(ServerCallStreamObserver<PolicyUpdate> updates) implements PolicySink {

  @Override
  public boolean isReady() {
    return !updates.isCancelled() && updates.isReady();
  }

  @Override
  public void send(PolicyUpdate update) {
    updates.onNext(update);
  }

  @Override
  public void close(Status status) {
    if (updates.isCancelled()) {
      return;
    }
    if (status.isOk()) {
      updates.onCompleted();
    } else {
      updates.onError(status.asRuntimeException());
    }
  }
}

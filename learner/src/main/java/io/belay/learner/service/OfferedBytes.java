package io.belay.learner.service;

import io.belay.v1.LearnerServiceGrpc;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the bytes of blocks that workers sent, uncompressed and without the transport's own.
 *
 * <p>A transport within one process has no bytes to count.
 */
public final class OfferedBytes extends ServerStreamTracer.Factory {
  private static final String OFFERS =
      LearnerServiceGrpc.getOfferBlocksMethod().getFullMethodName();
  private static final ServerStreamTracer NOT_TRACED = new ServerStreamTracer() {};

  private final LongAdder bytes = new LongAdder();

  /** Bytes so far. */
  public long total() {
    return bytes.sum();
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
    return fullMethodName.equals(OFFERS) ? new OfferTracer() : NOT_TRACED;
  }

  private final class OfferTracer extends ServerStreamTracer {

    @Override
    public void inboundUncompressedSize(long size) {
      bytes.add(size);
    }
  }
}

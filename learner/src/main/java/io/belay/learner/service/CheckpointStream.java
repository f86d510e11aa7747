package io.belay.learner.service;

import com.google.protobuf.ByteString;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.learner.checkpoint.CheckpointStore;
import io.belay.learner.checkpoint.CheckpointStore.Stored;
import io.belay.v1.CheckpointPart;
import io.belay.v1.CheckpointRequest;
import io.belay.wire.StatusTable;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends a standby the newest checkpoint's file a part at a time, as fast as it takes them.
 *
 * <p>It reads the disk and waits for the standby, so that it runs on a thread of its own; one part
 * is in memory here, and what the stream buffers until it is not ready any more.
 */
final class CheckpointStream {
  private static final int PART_BYTES = 1 << 18;

  /** A file that is removed between its listing and its opening has given way to a newer one. */
  private static final int ATTEMPTS = 5;

  private final ServerCallStreamObserver<CheckpointPart> parts;
  private final Duration partTimeout;

  /** One permit or more where the stream may have become ready, or is cancelled. */
  private final Semaphore changed = new Semaphore(0);

  CheckpointStream(ServerCallStreamObserver<CheckpointPart> parts, Duration partTimeout) {
    this.parts = parts;
    this.partTimeout = partTimeout;
    parts.setOnReadyHandler(changed::release);
    parts.setOnCancelHandler(changed::release);
  }

  /** Sends what is newer than what the standby has and ends the stream, whatever happens. */
  void send(Optional<RunCheckpoints> run, CheckpointRequest request) {
    try {
      if (run.isPresent()) {
        sendNewest(run.get(), request);
      }
      if (!parts.isCancelled()) {
        parts.onCompleted();
      }
    } catch (IOException e) {
      fail(Status.UNAVAILABLE.withDescription("a checkpoint can be read and sent: " + e));
    } catch (RuntimeException e) {
      fail(StatusTable.toStatus(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Refuses the request. */
  void fail(Status status) {
    if (!parts.isCancelled()) {
      parts.onError(status.asRuntimeException());
    }
  }

  private void sendNewest(RunCheckpoints run, CheckpointRequest request)
      throws IOException, InterruptedException {
    CheckpointStore store = new CheckpointStore(run.directory(), 1);
    for (int attempt = 1; ; attempt++) {
      Optional<Stored> newest = store.newest();
      boolean newer =
          newest.isPresent()
              && (!run.runId().equals(request.getRunId())
                  || newest.get().iteration() > request.getIteration());
      if (!newer) {
        return;
      }
      try (FileChannel file = FileChannel.open(newest.get().file(), StandardOpenOption.READ)) {
        send(run.runId(), newest.get().iteration(), file);
        return;
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** An open file stays whole even where a newer checkpoint takes its name away. */
  private void send(String runId, int iteration, FileChannel file)
      throws IOException, InterruptedException {
    CheckpointPart.Builder part =
        CheckpointPart.newBuilder()
            .setRunId(runId)
            .setIteration(iteration)
            .setFileBytes(file.size());
    ByteBuffer bytes = ByteBuffer.allocate(PART_BYTES);
    while (file.read(bytes.clear()) > 0) {
      if (!awaitReady()) {
        return;
      }
      parts.onNext(part.setData(ByteString.copyFrom(bytes.flip())).build());
    }
  }

  /**
   * Waits until the stream can take a part.
   *
   * @return false where nobody wants it any more
   * @throws BelayException RETRYABLE where it takes too long
   */
  private boolean awaitReady() throws InterruptedException {
    while (!parts.isCancelled() && !parts.isReady()) {
      if (!changed.tryAcquire(partTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BelayException(
            ErrorCategory.RETRYABLE,
            "a standby takes a part of a checkpoint in time: fetch-timeout=" + partTimeout);
      }
    }
    return !parts.isCancelled();
  }
}

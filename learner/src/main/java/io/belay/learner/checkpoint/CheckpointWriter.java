package io.belay.learner.checkpoint;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes checkpoints on a thread of its own, so that no iteration waits for the disk.
 *
 * <p>At most one checkpoint waits while another is written. A newer one takes the place of one that
 * still waits: the run has lost nothing by it, and a slow disk never makes a queue.
 */
public final class CheckpointWriter implements AutoCloseable {
  private final CheckpointStore store;
  private final Preparation preparation;
  private final Duration closeTimeout;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("belay-checkpoint").factory());

  private final Object lock = new Object();
  private @Nullable Waiting waiting;

  /**
   * What must be on the disk before a checkpoint is, such as the progress lines of the iterations
   * that it completes.
   */
  public interface Preparation {

    /** Called on the writer's thread before each checkpoint. */
    void prepare() throws IOException;
  }

  private record Waiting(Checkpoint checkpoint, CompletableFuture<Integer> written) {}

  /**
   * A writer with a thread.
   *
   * @param closeTimeout how long {@link #close} waits for the disk
   */
  public CheckpointWriter(CheckpointStore store, Preparation preparation, Duration closeTimeout) {
    this.store = store;
    this.preparation = preparation;
    this.closeTimeout = closeTimeout;
  }

  /**
   * Hands a checkpoint over; returns at once.
   *
   * @return completes with the iteration of the checkpoint that is on the disk, which is this one's
   *     or a later one's, or with the {@link IOException} that prevented it
   */
  public CompletableFuture<Integer> submit(Checkpoint checkpoint) {
    synchronized (lock) {
      if (waiting != null) {
        waiting = new Waiting(checkpoint, waiting.written());
      } else {
        waiting = new Waiting(checkpoint, new CompletableFuture<>());
        thread.execute(this::writeWaiting);
      }
      return waiting.written();
    }
  }

  /** Writes what waits and ends the thread; a disk that takes too long is left to itself. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(closeTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void writeWaiting() {
    Waiting next;
    synchronized (lock) {
      next = waiting;
      waiting = null;
    }
    if (next == null) {
      return;
    }
    try {
      preparation.prepare();
      store.write(next.checkpoint());
      next.written().complete(next.checkpoint().iteration());
    } catch (IOException | RuntimeException | Error e) {
      // Memory may not suffice for a copy of the state; whoever waits is told that, too.
      next.written().completeExceptionally(e);
    }
  }
}

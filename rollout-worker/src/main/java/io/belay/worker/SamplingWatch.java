package io.belay.worker;

import io.belay.session.FromCoordinator.RunAssignment;
import io.belay.session.FromWorker.BlockFailed;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the sampling thread is at, and since when, so that an environment that never returns is
 * noticed from outside.
 *
 * <p>{@link #begin}, {@link #end} and {@link #over} belong to the sampling thread, {@link #overdue}
 * to the worker actor.
 */
final class SamplingWatch {
  private final LongSupplier nanoTime;
  private volatile @Nullable Task task;

  /**
   * One block being made ready or sampled.
   *
   * @param since when it began, in nanoseconds
   * @param thread that is at it
   */
  private record Task(
      RunAssignment assignment, int block, int iteration, long since, Thread thread) {}

  /** The last task told of, so that each is told of once. */
  private @Nullable Task told;

  /**
   * A watch over one sampling thread.
   *
   * @param nanoTime a monotone clock, in nanoseconds
   */
  SamplingWatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The calling thread begins with a block. */
  void begin(RunAssignment assignment, int block, int iteration) {
    task = new Task(assignment, block, iteration, nanoTime.getAsLong(), Thread.currentThread());
  }

  /** The environments have returned. */
  void end() {
    task = null;
  }

  /** Has a bench let environments go, from which one may not return either. */
  void over(RunBench bench, int block, Runnable release) {
    begin(bench.assignment(), block, Math.max(0, bench.iteration()));
    try {
      release.run();
    } finally {
      end();
    }
  }

  /**
   * The block that takes longer than it may, as a failure that names where its environment stands;
   * empty where there is none, or none that was not told of before.
   */
  Optional<BlockFailed> overdue(Duration timeout) {
    Task current = task;
    if (current == null
        || current == told
        || nanoTime.getAsLong() - current.since() < timeout.toNanos()) {
      return Optional.empty();
    }
    told = current;
    return Optional.of(
        new BlockFailed(
            current.assignment().runId(),
            current.block(),
            current.iteration(),
            "an environment returns in time: environment=%s, block=%d, iteration=%d, sampling-timeout=%s, at=%s; correct the environment, or raise belay.worker.sampling-timeout if it is slow"
                .formatted(
                    current.assignment().environment().id(),
                    current.block(),
                    current.iteration(),
                    timeout,
                    where(current.thread())),
            false));
  }

  /** Forgets what was told: there is a new listener. */
  void tellAgain() {
    told = null;
  }

  /** The innermost call outside the JDK, which is the environment's own. */
  private static String where(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      String module = frame.getModuleName();
      if (module == null || !(module.startsWith("java.") || module.startsWith("jdk."))) {
        return frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
      }
    }
    return "unknown";
  }
}

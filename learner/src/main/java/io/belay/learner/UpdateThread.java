package io.belay.learner;

import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which a run is opened, updated, written down and closed, one thing after the
 * other.
 */
final class UpdateThread {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateThread.class);

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("belay-update").factory());

  /** The run whose files are open; touched on the thread alone. */
  private @Nullable Training open;

  /** Opens a run; its files stay open until it is closed here. */
  CompletableFuture<Training> open(
      RunSpecification specification, LearnerSettings settings, LongSupplier nanoTime) {
    return call(() -> {
      Training training = Training.open(specification, settings, nanoTime);
      open = training;
      return training;
    });
  }

  <T> CompletableFuture<T> call(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, thread);
  }

  /** On the thread: writes the last checkpoint of the run and closes it. */
  void finish(Training training) {
    training.checkpointAndWait();
    open = null;
    training.close();
  }

  /** On the thread: closes the run, if one is open, where it is known already that it broke. */
  void closeBroken() {
    Training left = open;
    open = null;
    try {
      if (left != null) {
        left.close();
      }
    } catch (RuntimeException e) {
      LOG.warn("The files of a run were not closed well: {}", BelayException.sentence(e));
    }
  }

  /**
   * Ends the thread when it has done what it was given.
   *
   * @param abandoned is called on the thread where a run is still open, before it is closed
   * @param released is called last: nothing of the run is held any more
   */
  void end(Runnable abandoned, Runnable released) {
    thread.execute(() -> {
      try {
        if (open != null) {
          abandoned.run();
          closeBroken();
        }
      } finally {
        released.run();
      }
    });
    thread.shutdown();
  }
}

package io.belay.learner.node;

import io.belay.control.RunBook;
import io.belay.control.RunSpecification;
import io.belay.learner.run.LockFile;
import io.belay.learner.run.RunDirectory;
import io.belay.recipe.RecipeLoader;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the node's actor has done on the disk: one thing after the other, on a thread of its own, so
 * that a slow disk never keeps the actor from answering.
 *
 * <p>The directory of runs is let go after the last run's directory, whoever still writes there.
 */
final class NodeDisk {
  private static final Logger LOG = LoggerFactory.getLogger(NodeDisk.class);

  private final RunsDirectory runs;
  private final BookFile book;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("belay-runs").factory());

  /** Something that is done on the disk. */
  private interface DiskTask<T> {
    T run() throws IOException;
  }

  /** Touched on the thread alone. */
  private @Nullable LockFile lock;

  /** Run directories that are held; touched on the thread alone. */
  private int held;

  /** Touched on the thread alone. */
  private boolean closing;

  NodeDisk(RunsDirectory runs) {
    this.runs = runs;
    this.book = new BookFile(runs.book());
  }

  /** Takes the directory of runs and reads the book; empty where another learner holds it. */
  CompletableFuture<Optional<RunBook>> tryToOpen() {
    return call(() -> {
      Optional<LockFile> taken = runs.tryToHold();
      lock = taken.orElse(null);
      return taken.isPresent() ? Optional.of(book.read()) : Optional.empty();
    });
  }

  /** Writes the book. */
  CompletableFuture<RunBook> keep(RunBook changed) {
    return call(() -> {
      book.write(changed);
      return changed;
    });
  }

  /** Takes or makes a run's directory; to be {@link #letGo let go} by whoever gets it. */
  CompletableFuture<RunDirectory> claim(RunSpecification run) {
    return call(() -> {
      RunDirectory directory =
          RunDirectory.claim(runs.of(run.runId()), RecipeLoader.render(run.recipe()));
      held++;
      return directory;
    });
  }

  /** Lets a run's directory go. */
  void letGo(RunDirectory directory) {
    thread.execute(() -> {
      held--;
      try {
        directory.close();
      } catch (RuntimeException e) {
        LOG.warn("{}", e.getMessage());
      }
      endIfFree();
    });
  }

  /** Lets the directory of runs go as soon as every run's directory has been. */
  void close() {
    thread.execute(() -> {
      closing = true;
      endIfFree();
    });
  }

  private void endIfFree() {
    if (!closing || held > 0) {
      return;
    }
    try (LockFile last = lock) {
      thread.shutdown();
    } catch (IOException e) {
      LOG.warn("the lock of a directory of runs can be given back: {} ({})", runs.root(), e);
    }
  }

  private <T> CompletableFuture<T> call(DiskTask<T> task) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return task.run();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        },
        thread);
  }
}

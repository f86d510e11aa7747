package io.belay.worker;

import io.belay.error.BelayException;
import io.belay.trajectory.LaneCarry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One block at this worker: whether it is held, and from which iteration its lanes can be
 * continued.
 */
final class Seat {
  private static final Logger LOG = LoggerFactory.getLogger(Seat.class);

  /** Stands for lanes that stand nowhere known. */
  private static final int NOWHERE = -1;

  private final int block;
  private final RunSource run;
  private @Nullable BlockSource source;
  private int nextIteration = NOWHERE;

  /** First iteration to sample; earlier ones are another holder's. */
  private int firstIteration;

  private boolean held;

  /** Iteration whose carries were asked for; a newer policy makes the question void. */
  private int askedFor = NOWHERE;

  Seat(int block, RunSource run) {
    this.block = block;
    this.run = run;
  }

  int block() {
    return block;
  }

  boolean held() {
    return held;
  }

  void hold(int fromIteration) {
    // A block held already stays held from when it was.
    firstIteration = held ? Math.min(firstIteration, fromIteration) : fromIteration;
    held = true;
  }

  /** Gives the lease up but keeps the lanes, in case the same block comes back. */
  void suspend() {
    held = false;
  }

  /** Whether this worker is to sample the iteration. */
  boolean owes(int iteration) {
    return held && firstIteration <= iteration;
  }

  /** Whether the carries before the iteration have been asked for. */
  boolean asked(int iteration) {
    return askedFor == iteration;
  }

  void ask(int iteration) {
    askedFor = iteration;
  }

  /** The question failed and may be asked again. */
  void unask() {
    askedFor = NOWHERE;
  }

  /** Whether the lanes can be continued with the iteration, which the first one always can. */
  boolean standsBefore(int iteration) {
    return iteration == 0 || nextIteration == iteration;
  }

  /**
   * Puts new lanes before the iteration.
   *
   * @param carries where they stood; empty only where the run starts
   */
  void restore(int iteration, Optional<List<LaneCarry>> carries) {
    release();
    if (iteration > 0 && carries.isEmpty()) {
      throw BelayException.invalid(
          "only iteration 0 starts without carries: block=%d, iteration=%d"
              .formatted(block, iteration));
    }
    BlockSource fresh = run.open(block);
    source = fresh;
    carries.ifPresent(fresh::restore);
    nextIteration = iteration;
    askedFor = NOWHERE;
  }

  /** The lanes, standing before the iteration; made here where the run starts. */
  BlockSource source(int iteration) {
    BlockSource current = source;
    if (current == null || nextIteration != iteration) {
      restore(iteration, Optional.empty());
      current = source;
    }
    nextIteration = NOWHERE;
    if (current == null) {
      throw BelayException.fatal("restored lanes have a source: block=" + block);
    }
    return current;
  }

  void sampled(int iteration) {
    nextIteration = iteration + 1;
  }

  /** Lets the lanes go; an environment that fails to close costs no sample, only a warning. */
  void release() {
    BlockSource current = source;
    source = null;
    nextIteration = NOWHERE;
    if (current == null) {
      return;
    }
    try {
      current.close();
    } catch (RuntimeException failure) {
      LOG.warn("an environment closes without throwing: block={}", block, failure);
    }
  }
}

package io.belay.coordinator.lease;

import io.belay.error.BelayException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which blocks of the iteration under way are later than the others let expect.
 *
 * <pre>
 *   overdue(b)  ⇔  b is awaited  ∧  now − since(b) ≥ max(floor, factor · median)
 * </pre>
 *
 * <p>{@code since} is when the iteration opened, or when the block was leased anew. The median is
 * that of the last {@value #REMEMBERED} blocks, from the opening of their iteration to their
 * admission; before the first has been admitted nothing is overdue, because nobody knows how long a
 * block takes.
 *
 * <p>Not thread-safe.
 */
public final class BlockDeadlines {
  static final int REMEMBERED = 64;

  private final Duration floor;
  private final int factor;
  private final Instant[] since;
  private final boolean[] admitted;
  private final long[] nanos = new long[REMEMBERED];
  private int measured;
  private int iteration;
  private Instant opened;

  /**
   * Iteration 0 opens now.
   *
   * @param blocks blocks of the run, at least 1
   * @param floor what every block has at least
   * @param factor how many medians a block has, at least 1
   */
  public BlockDeadlines(int blocks, Duration floor, int factor, Instant now) {
    if (blocks < 1 || factor < 1) {
      throw BelayException.invalid(
          "a run has a block and a deadline at least one median: blocks=%d, factor=%d"
              .formatted(blocks, factor));
    }
    this.floor = floor;
    this.factor = factor;
    this.since = new Instant[blocks];
    this.admitted = new boolean[blocks];
    this.opened = now;
    restart(0, now);
  }

  /** Blocks of {@code iteration} are awaited from now on, unless they have been already. */
  public void open(int iteration, Instant now) {
    if (iteration > this.iteration) {
      restart(iteration, now);
    }
  }

  /** Every block of {@code iteration} is awaited from now on, whatever was known before. */
  public void restart(int iteration, Instant now) {
    this.iteration = iteration;
    opened = now;
    Arrays.fill(since, now);
    Arrays.fill(admitted, false);
  }

  /** Another worker samples the block: it has its full time again. */
  public void renew(int block, Instant now) {
    since[block] = now;
  }

  /** A block has come; one of an earlier iteration or with a number of no block says nothing. */
  public void admitted(int iteration, int block, Instant now) {
    if (block < 0 || block >= admitted.length || iteration < this.iteration) {
      return;
    }
    open(iteration, now);
    if (!admitted[block]) {
      admitted[block] = true;
      nanos[measured++ % REMEMBERED] = Math.max(0, Duration.between(opened, now).toNanos());
    }
  }

  /** Blocks that are overdue, in ascending order. */
  public List<Integer> overdue(Instant now) {
    Optional<Duration> deadline = deadline();
    List<Integer> overdue = new ArrayList<>();
    if (deadline.isPresent()) {
      for (int block = 0; block < admitted.length; block++) {
        if (!admitted[block]
            && Duration.between(since[block], now).compareTo(deadline.get()) >= 0) {
          overdue.add(block);
        }
      }
    }
    return overdue;
  }

  /** How long a block may take; empty before the first has been admitted. */
  Optional<Duration> deadline() {
    int count = Math.min(measured, REMEMBERED);
    if (count == 0) {
      return Optional.empty();
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    // The upper one of two middle ones.
    Duration deadline = Duration.ofNanos(sorted[count / 2]).multipliedBy(factor);
    return Optional.of(deadline.compareTo(floor) < 0 ? floor : deadline);
  }
}

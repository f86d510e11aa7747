package io.belay.learner.parallel;

import io.belay.error.BelayException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed crew of threads that runs the numbered tasks of a phase, each once, and comes back when
 * all are done.
 *
 * <p>The caller is one of the crew. Tasks of a phase must be independent of one another; then
 * results do not depend on the size of the crew. Each member begins with the same share of the
 * numbers in every phase, so that what one phase left in a core's cache is there for the next, and
 * helps the others when its share is done. Phases are microseconds long, so members spin for the
 * next one a little before they park. One thread at a time may call {@link #run}.
 */
public final class Crew implements AutoCloseable {
  /* A member's share is one word, the ticket: generation of the phase (high 32 bits), end of the
   * share (16) and its next task (16). Who won a compare-and-set on a ticket may read the phase,
   * since run() does not return, and so the phase field is not written again, before that task is
   * counted as done. Spinning reads a word that stays in the core's cache until it changes. It does
   * without Thread.onSpinWait(): a hypervisor that sees a processor pause repeatedly takes it away
   * for tens of microseconds, longer than a phase (measured: 28 ms instead of 12 ms for 320
   * minibatches of 64 rows on two virtual processors). */

  private static final int MOST_TASKS = (1 << 16) - 1;
  private static final int SPINS_BEFORE_PARKING = 4_000;
  private static final int SPINS_BEFORE_YIELDING = 20_000;

  /** Tickets lie this many longs apart, two cache lines, since a processor may fetch pairs. */
  private static final int STRIDE = 16;

  /** Tasks of one phase. */
  @FunctionalInterface
  public interface Phase {

    /** Runs one task, numbered from 0. */
    void run(int task);
  }

  private final AtomicLongArray tickets;
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Member[] members;
  private Phase phase = task -> {};
  private int generation;
  private volatile boolean closed;

  /**
   * A crew of this size, the caller included.
   *
   * @param size at least 1
   */
  public Crew(int size) {
    if (size < 1) {
      throw BelayException.invalid("a crew has at least one thread: learnerThreads=" + size);
    }
    tickets = new AtomicLongArray((size + 1) * STRIDE);
    members = new Member[size - 1];
    for (int i = 0; i < members.length; i++) {
      members[i] = new Member(i + 1);
      members[i].start();
    }
  }

  /** Threads of the crew, the caller included. */
  public int size() {
    return members.length + 1;
  }

  /**
   * Runs the tasks 0 … tasks − 1 and returns when all are done; what any of them threw is thrown
   * here.
   *
   * @param tasks in [0, 65535]
   */
  public void run(int tasks, Phase phase) {
    if (tasks < 0 || tasks > MOST_TASKS) {
      throw new IllegalArgumentException("a phase has between 0 and 65535 tasks: tasks=" + tasks);
    }
    if (members.length == 0 || tasks <= 1) {
      for (int task = 0; task < tasks; task++) {
        phase.run(task);
      }
      return;
    }
    this.phase = phase;
    unfinished.set(tasks);
    handOut(tasks);
    work(0);
    int spins = 0;
    while (unfinished.get() > 0) {
      if (++spins >= SPINS_BEFORE_YIELDING) {
        Thread.yield();
      }
    }
    rethrow();
  }

  /** Gives every member its share and wakes those that have parked. */
  private void handOut(int tasks) {
    long stamp = (long) ++generation << 32;
    int size = size();
    for (int member = size - 1; member >= 0; member--) {
      int from = tasks * member / size;
      int to = tasks * (member + 1) / size;
      tickets.set((member + 1) * STRIDE, stamp | (long) to << 16 | from);
      if (member > 0 && to > from) {
        members[member - 1].wake();
      }
    }
  }

  private void rethrow() {
    Throwable thrown = failure.getAndSet(null);
    switch (thrown) {
      case null -> {}
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default ->
          throw new IllegalStateException("a phase throws unchecked exceptions only", thrown);
    }
  }

  /**
   * Takes tasks, of the member's own share and then of the others', until none is left; returns
   * whether it took any.
   */
  private boolean work(int member) {
    int done = 0;
    int size = size();
    for (int offset = 0; offset < size; offset++) {
      done += workOn(((member + offset) % size + 1) * STRIDE);
    }
    if (done > 0) {
      unfinished.addAndGet(-done);
    }
    return done > 0;
  }

  private int workOn(int ticket) {
    int done = 0;
    while (true) {
      long now = tickets.get(ticket);
      if (exhausted(now)) {
        return done;
      }
      if (tickets.compareAndSet(ticket, now, now + 1)) {
        done++;
        try {
          phase.run((int) now & MOST_TASKS);
        } catch (RuntimeException | Error thrown) {
          failure.compareAndSet(null, thrown);
        }
      }
    }
  }

  private static boolean exhausted(long ticket) {
    return ((int) ticket & MOST_TASKS) >= ((int) (ticket >>> 16) & MOST_TASKS);
  }

  /** Ends the crew's threads. */
  @Override
  public void close() {
    closed = true;
    for (Member member : members) {
      LockSupport.unpark(member);
    }
  }

  private final class Member extends Thread {
    private final int number;
    private volatile boolean parked;

    Member(int number) {
      super("belay-learner-crew-" + number);
      this.number = number;
      setDaemon(true);
    }

    @Override
    public void run() {
      int spins = 0;
      while (!closed) {
        if (work(number)) {
          spins = 0;
        } else if (++spins >= SPINS_BEFORE_PARKING) {
          park();
          spins = 0;
        }
      }
    }

    private void park() {
      parked = true;
      if (exhausted(tickets.get((number + 1) * STRIDE)) && !closed) {
        LockSupport.park(this);
      }
      parked = false;
    }

    void wake() {
      if (parked) {
        LockSupport.unpark(this);
      }
    }
  }
}

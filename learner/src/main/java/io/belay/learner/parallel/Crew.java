package io.belay.learner.parallel;

import io.belay.error.BelayException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed crew of threads that runs the numbered tasks of a phase, each once, and comes back when
 * all are done.
 *
 * <p>The caller is one of the crew. Tasks of a phase must be independent of one another; then
 * results do not depend on the size of the crew. Phases are microseconds long, so members spin for
 * the next phase a little before they park. One thread at a time may call {@link #run}.
 */
public final class Crew implements AutoCloseable {
  /* All coordination is in one word, the ticket: generation of the phase (high 32 bits), its number of tasks (16) and the next task
   * to hand out (16). A member that won a compare-and-set on the ticket may read the phase, since run() does not return, and so the
   * phase field is not written again, before that task is counted as done. */

  private static final int MOST_TASKS = (1 << 16) - 1;
  private static final int SPINS_BEFORE_PARKING = 4_000;
  private static final int SPINS_BEFORE_YIELDING = 20_000;

  /** Tasks of one phase. */
  @FunctionalInterface
  public interface Phase {

    /** Runs one task, numbered from 0. */
    void run(int task);
  }

  private final AtomicLong ticket = new AtomicLong();
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
    members = new Member[size - 1];
    for (int i = 0; i < members.length; i++) {
      members[i] = new Member("belay-learner-crew-" + (i + 1));
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
    ticket.set((long) ++generation << 32 | (long) tasks << 16);
    for (Member member : members) {
      member.wake();
    }
    work();
    int spins = 0;
    while (unfinished.get() > 0) {
      if (++spins < SPINS_BEFORE_YIELDING) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    rethrow();
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

  /** Takes tasks of the present phase until none is left; returns whether it took any. */
  private boolean work() {
    boolean worked = false;
    while (true) {
      long now = ticket.get();
      int tasks = (int) (now >>> 16) & MOST_TASKS;
      int next = (int) now & MOST_TASKS;
      if (next >= tasks) {
        return worked;
      }
      if (ticket.compareAndSet(now, now + 1)) {
        worked = true;
        try {
          phase.run(next);
        } catch (RuntimeException | Error thrown) {
          failure.compareAndSet(null, thrown);
        } finally {
          unfinished.decrementAndGet();
        }
      }
    }
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
    private volatile boolean parked;

    Member(String name) {
      super(name);
      setDaemon(true);
    }

    @Override
    public void run() {
      int spins = 0;
      while (!closed) {
        if (work()) {
          spins = 0;
        } else if (++spins < SPINS_BEFORE_PARKING) {
          Thread.onSpinWait();
        } else {
          park();
          spins = 0;
        }
      }
    }

    private void park() {
      parked = true;
      long now = ticket.get();
      if (((int) now & MOST_TASKS) >= ((int) (now >>> 16) & MOST_TASKS) && !closed) {
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

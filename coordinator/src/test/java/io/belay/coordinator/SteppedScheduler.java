package io.belay.coordinator;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.event.LoggingAdapter;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/**
 * A scheduler whose time passes when it is told to, on the thread that says so.
 *
 * <p>Pekko's own manual time sleeps a tenth of a second at each step to let other threads catch up;
 * where everything runs on one thread there is nobody to wait for.
 */
public final class SteppedScheduler extends AbstractScheduler {
  /** The configuration of a system with this scheduler and without other threads. */
  static final String CONFIG =
      """
      pekko.scheduler.implementation = "io.belay.coordinator.SteppedScheduler"
      pekko.actor.default-dispatcher.type =
          org.apache.pekko.testkit.CallingThreadDispatcherConfigurator
      """;

  private final PriorityQueue<Task> tasks = new PriorityQueue<>(Task.ORDER);
  private long now;
  private long scheduled;

  /** As the actor system makes it. */
  public SteppedScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {}

  /** Lets time pass, and runs what falls due meanwhile, in its order. */
  void pass(Duration duration) {
    long end = now + duration.toNanos();
    @Nullable Task next = due(end);
    while (next != null) {
      now = next.at;
      next.run();
      next = due(end);
    }
    now = end;
  }

  private synchronized @Nullable Task due(long end) {
    @Nullable Task first = tasks.peek();
    return first == null || first.at > end ? null : tasks.remove();
  }

  @Override
  public Cancellable scheduleOnce(
      FiniteDuration delay, Runnable runnable, ExecutionContext executor) {
    return add(new Task(delay.toNanos(), 0, runnable, executor));
  }

  @Override
  public Cancellable schedule(
      FiniteDuration initialDelay,
      FiniteDuration interval,
      Runnable runnable,
      ExecutionContext executor) {
    return add(new Task(initialDelay.toNanos(), interval.toNanos(), runnable, executor));
  }

  @Override
  public double maxFrequency() {
    return 1000;
  }

  private synchronized Task add(Task task) {
    task.at += now;
    task.number = scheduled++;
    tasks.add(task);
    return task;
  }

  private final class Task implements Cancellable {
    private static final Comparator<Task> ORDER =
        Comparator.<Task>comparingLong(task -> task.at).thenComparingLong(task -> task.number);

    private final long interval;
    private final Runnable runnable;
    private final ExecutionContext executor;
    private long at;
    private long number;
    private boolean cancelled;

    Task(long delay, long interval, Runnable runnable, ExecutionContext executor) {
      this.at = delay;
      this.interval = interval;
      this.runnable = runnable;
      this.executor = executor;
    }

    private void run() {
      executor.execute(runnable);
      if (interval > 0 && !cancelled) {
        at = interval;
        add(this);
      }
    }

    @Override
    public boolean cancel() {
      cancelled = true;
      synchronized (SteppedScheduler.this) {
        return tasks.remove(this);
      }
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }
  }
}

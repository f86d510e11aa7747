package io.belay.coordinator.metrics;

import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunListener;
import io.belay.error.BelayException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's meters, made when they are first of use: at the first scrape, or when {@value
 * #ENOUGH} events wait for them.
 *
 * <p>To load and set up Micrometer takes up to a second of processor time in a fresh JVM, more than
 * many a short run has to spare. So a run that nobody looks at does without, and on a long one it
 * happens on a thread of its own. What happened before the meters were there is counted then; of
 * events beyond {@value #MOST_WAITING} the oldest are dropped, and counted as such.
 */
public final class MetricsFeed implements RunListener, AutoCloseable {
  private static final int ENOUGH = 10_000;
  private static final int MOST_WAITING = 100_000;

  private final String version;
  private final String role;
  private final Duration scrapeTimeout;
  private final LongSupplier nanoTime;
  private final CompletableFuture<CoordinatorMetrics> made = new CompletableFuture<>();
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private @Nullable CoordinatorMetrics metrics;
  private boolean asked;
  private boolean closed;
  private long dropped;

  private record Waiting(RunEvent event, long nanos) {}

  /**
   * @param version of Belay, for {@code belay.build.info}
   * @param role of the process, for the same
   * @param scrapeTimeout how long a scrape waits for the meters to be made
   */
  public MetricsFeed(String version, String role, Duration scrapeTimeout) {
    this(version, role, scrapeTimeout, System::nanoTime);
  }

  /** The same with another clock, which any thread may read. */
  MetricsFeed(String version, String role, Duration scrapeTimeout, LongSupplier nanoTime) {
    this.version = version;
    this.role = role;
    this.scrapeTimeout = scrapeTimeout;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void onEvent(RunEvent event) {
    long now = nanoTime.getAsLong();
    if (metrics != null) {
      metrics.onEvent(event, now);
      return;
    }
    if (waiting.size() == MOST_WAITING) {
      waiting.remove();
      dropped++;
    }
    waiting.add(new Waiting(event, now));
    if (waiting.size() >= ENOUGH) {
      ask();
    }
  }

  /**
   * All meters as text.
   *
   * @param contentType one that Prometheus' own writers know, with its version
   * @throws BelayException {@code RETRYABLE} where the meters are not there in time
   */
  public String scrape(String contentType) {
    ask();
    try {
      return made.get(scrapeTimeout.toMillis(), TimeUnit.MILLISECONDS).scrape(contentType);
    } catch (TimeoutException | ExecutionException e) {
      throw BelayException.retryable("the meters are not there: waited=" + scrapeTimeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BelayException.retryable("interrupted while waiting for the meters", e);
    }
  }

  /** Whether the meters are there. */
  boolean ready() {
    return made.isDone();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (metrics != null) {
      metrics.close();
    }
  }

  private synchronized void ask() {
    if (!asked && !closed) {
      asked = true;
      Thread.ofPlatform().daemon().name("belay-metrics").start(this::make);
    }
  }

  private void make() {
    try {
      CoordinatorMetrics fresh = new CoordinatorMetrics(version, role, nanoTime);
      handOver(fresh);
      made.complete(fresh);
    } catch (RuntimeException | LinkageError e) {
      made.completeExceptionally(e);
    }
  }

  private synchronized void handOver(CoordinatorMetrics fresh) {
    waiting.forEach(each -> fresh.onEvent(each.event(), each.nanos()));
    waiting.clear();
    fresh.dropped(dropped);
    metrics = fresh;
    if (closed) {
      fresh.close();
    }
  }
}

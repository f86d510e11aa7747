package io.belay.coordinator.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.belay.coordinator.page.live.LiveRun;
import io.belay.coordinator.page.live.Watch;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream of <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent
 * events</a> to one watcher, from its admission to its end.
 *
 * <pre>
 *   (message)   what has changed, as JSON; the first one is whole
 *   standby     this process stands by
 *   again       the stream has had its time: ask anew, at once
 *   : …         nothing has changed for a while
 * </pre>
 */
final class EventStream {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final HttpExchange exchange;
  private final LivePage page;
  private final long endNanos;
  private final Consumer<EventStream> ended;
  private final Thread thread;
  private volatile boolean finishing;
  private @Nullable Watch watch;
  private boolean toldStandby;
  private long spokenNanos;

  /**
   * @param exchange whose response is the stream; closed at its end
   * @param lifetime after which the stream ends by itself
   * @param ended is told on the stream's thread
   */
  EventStream(
      HttpExchange exchange, LivePage page, Duration lifetime, Consumer<EventStream> ended) {
    this.exchange = exchange;
    this.page = page;
    this.endNanos = System.nanoTime() + lifetime.toNanos();
    this.ended = ended;
    this.thread = Thread.ofVirtual().name("belay-page-watcher").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Tells the last that there is to tell, and ends. */
  void finish() {
    finishing = true;
    LockSupport.unpark(thread);
  }

  /** Waits for the end until a deadline, and then ends the stream wherever it is stuck. */
  void endBy(long deadlineNanos) {
    try {
      thread.join(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  /** Ends a stream that has had its time and is stuck at a watcher that does not read. */
  void endIfOverdue() {
    if (System.nanoTime() - endNanos > INTERVAL_NANOS) {
      thread.interrupt();
      ended.accept(this);
    }
  }

  private void run() {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      write(out, "retry: 1000\n\n");
      while (!finishing && System.nanoTime() - endNanos < 0) {
        tell(out);
        LockSupport.parkNanos(this, INTERVAL_NANOS);
        if (Thread.interrupted()) {
          return;
        }
      }
      tell(out);
      if (!finishing) {
        write(out, "event: again\ndata:\n\n");
      }
    } catch (IOException _) {
      // The watcher is gone; there is nobody to tell.
    } finally {
      ended.accept(this);
    }
  }

  private void tell(OutputStream out) throws IOException {
    Optional<LiveRun> run = page.run();
    Optional<String> news = Optional.empty();
    if (run.isPresent()) {
      toldStandby = false;
      news = watchOf(run.get()).next().map(json -> "data: " + json + "\n\n");
    } else if (!toldStandby) {
      toldStandby = true;
      watch = null;
      news = Optional.of("event: standby\ndata:\n\n");
    }
    if (news.isPresent()) {
      write(out, news.get());
    } else if (System.nanoTime() - spokenNanos > SILENCE_NANOS) {
      write(out, ":\n\n");
    }
  }

  private Watch watchOf(LiveRun run) {
    Watch current = watch;
    if (current == null || !current.isOf(run)) {
      current = new Watch(run);
      watch = current;
    }
    return current;
  }

  private void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
    spokenNanos = System.nanoTime();
  }
}

package io.belay.coordinator.page;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Those who watch the page, each by a stream of server-sent events on a virtual thread of its own:
 * at most {@value #MOST}, none longer than a request may take.
 *
 * <p>A watcher that does not read delays nobody: nothing is kept for it, and its stream ends like
 * any other, by the server's own limit where it is stuck.
 */
final class Watchers implements AutoCloseable {
  static final int MOST = 32;
  private static final Duration LONGEST_MARGIN = Duration.ofSeconds(5);
  private static final int MARGINS = 4;
  private static final Duration FAREWELL = Duration.ofMillis(500);

  private final LivePage page;
  private final Duration lifetime;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private boolean closed;

  /**
   * @param requestTimeout after which the server ends any response
   */
  Watchers(LivePage page, Duration requestTimeout) {
    this.page = page;
    Duration margin = requestTimeout.dividedBy(MARGINS);
    this.lifetime =
        requestTimeout.minus(margin.compareTo(LONGEST_MARGIN) < 0 ? margin : LONGEST_MARGIN);
  }

  /**
   * Takes a watcher in, whose exchange then belongs to its stream; false where there is no room, or
   * the page goes.
   */
  synchronized boolean admit(HttpExchange exchange) {
    if (streams.size() >= MOST) {
      streams.forEach(EventStream::endIfOverdue);
    }
    if (closed || streams.size() >= MOST) {
      return false;
    }
    EventStream stream = new EventStream(exchange, page, lifetime, streams::remove);
    streams.add(stream);
    stream.start();
    return true;
  }

  /** How many watch now. */
  int count() {
    return streams.size();
  }

  /** Tells every watcher the last that there is to tell, and ends the streams. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    if (streams.isEmpty()) {
      return;
    }
    streams.forEach(EventStream::finish);
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    for (EventStream stream : streams) {
      stream.endBy(deadline);
    }
  }
}

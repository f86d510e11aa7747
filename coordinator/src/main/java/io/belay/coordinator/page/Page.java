package io.belay.coordinator.page;

import com.sun.net.httpserver.HttpServer;
import io.belay.error.BelayException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP endpoint, from its start to its {@link #close()}.
 *
 * <p>It is the JDK's own server: a page and three answers for a scraper and a probe need no
 * framework, and it is up in a few milliseconds.
 *
 * <pre>
 *   /          the live page, where there is one, and its parts
 *   /events    what changes on it, as server-sent events
 *   /metrics   all meters, as Prometheus text or OpenMetrics
 *   /healthz   200 as long as the process answers at all; it asks no peer
 *   /readyz    200 while the run is worked on, otherwise 503 and the reason
 * </pre>
 */
public final class Page implements AutoCloseable {
  private static final int BACKLOG = 50;
  private static final int THREADS = 2;
  private static final int WAITING_REQUESTS = 64;
  private static final int IDLE_SECONDS = 30;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Optional<Watchers> watchers;

  private Page(HttpServer server, ExecutorService threads, Optional<Watchers> watchers) {
    this.server = server;
    this.threads = threads;
    this.watchers = watchers;
  }

  /**
   * Binds and serves metrics and health, without a live page.
   *
   * @throws BelayException {@code INVALID_REQUEST} where the address cannot be bound
   */
  public static Page start(PageSettings settings, MetricsSource metrics, Readiness readiness) {
    return start(settings, metrics, readiness, Optional.empty());
  }

  /**
   * Binds and serves metrics, health and the live page.
   *
   * @throws BelayException {@code INVALID_REQUEST} where the address cannot be bound
   */
  public static Page start(
      PageSettings settings, MetricsSource metrics, Readiness readiness, LivePage live) {
    return start(
        settings, metrics, readiness, Optional.of(new Watchers(live, settings.requestTimeout())));
  }

  private static Page start(
      PageSettings settings,
      MetricsSource metrics,
      Readiness readiness,
      Optional<Watchers> watchers) {
    limitRequestTime(settings);
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    HttpServer server;
    try {
      server = HttpServer.create(address, BACKLOG);
    } catch (IOException | IllegalArgumentException e) {
      throw BelayException.invalid(
          "the page needs a free address of this machine: host=%s, port=%d, reason=%s; set another host or port, or 0 for any port"
              .formatted(settings.host(), settings.port(), e.getMessage()));
    }
    ExecutorService threads = boundedThreads();
    server.setExecutor(threads);
    server.createContext("/", new PageHandler(metrics, readiness, watchers.orElse(null)));
    startAsDaemon(server);
    return new Page(server, threads, watchers);
  }

  /** The server's own thread inherits from its starter that it keeps no process alive. */
  private static void startAsDaemon(HttpServer server) {
    Thread starter = Thread.ofPlatform().daemon().name("belay-page-start").start(server::start);
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where it is served, the port resolved. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    watchers.ifPresent(Watchers::close);
    server.stop(0);
    threads.shutdownNow();
  }

  /**
   * Requests that neither a thread nor the queue has room for are refused by closing their
   * connection.
   */
  private static ExecutorService boundedThreads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_REQUESTS),
            Thread.ofPlatform().daemon().name("belay-page-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /**
   * The JDK's server takes these limits as properties only, once, before the first server is made.
   */
  private static void limitRequestTime(PageSettings settings) {
    String seconds = Long.toString(settings.requestTimeout().toSeconds());
    for (String name :
        new String[] {"sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime"}) {
      if (System.getProperty(name) == null) {
        System.setProperty(name, seconds);
      }
    }
    if (System.getProperty("jdk.httpserver.maxConnections") == null) {
      System.setProperty("jdk.httpserver.maxConnections", Integer.toString(WAITING_REQUESTS));
    }
  }
}

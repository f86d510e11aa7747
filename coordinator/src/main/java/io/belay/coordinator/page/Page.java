package io.belay.coordinator.page;

import com.sun.net.httpserver.HttpServer;
import io.belay.error.BelayException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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
  private static final int MOST_CONNECTIONS = 64;

  /** Time for a request, which is some hundred bytes; those who take longer hold a connection. */
  private static final int REQUEST_SECONDS = 5;

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

  /** Why a page cannot be bound now, before anything else is begun; empty where it can. */
  public static Optional<String> obstacle(PageSettings settings) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(settings.host(), settings.port()), BACKLOG);
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(unbound(settings, e));
    }
  }

  private static String unbound(PageSettings settings, Exception reason) {
    return "the page needs a free address of this machine: host=%s, port=%d, reason=%s; set another host or port, or 0 for any port"
        .formatted(settings.host(), settings.port(), reason.getMessage());
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
      throw BelayException.invalid(unbound(settings, e));
    }
    ExecutorService threads = threads();
    server.setExecutor(threads);
    server.createContext(
        "/",
        new PageHandler(
            metrics, readiness, watchers.orElse(null), new HostNames(server, settings.host())));
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
   * A thread for each request, because a client that is slow to send or to read holds one: a probe
   * must not wait behind it. The limit is that of connections; those beyond are closed at once.
   */
  private static ExecutorService threads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("belay-page-", 0).factory());
  }

  /**
   * The JDK's server takes these limits as properties only, once, before the first server is made.
   */
  private static void limitRequestTime(PageSettings settings) {
    long seconds = settings.requestTimeout().toSeconds();
    Map<String, Long> limits =
        Map.of(
            "sun.net.httpserver.maxReqTime",
            Math.min(REQUEST_SECONDS, seconds),
            "sun.net.httpserver.maxRspTime",
            seconds,
            "jdk.httpserver.maxConnections",
            (long) MOST_CONNECTIONS);
    limits.forEach((name, limit) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, Long.toString(limit));
      }
    });
  }
}

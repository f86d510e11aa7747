package io.belay.coordinator.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.belay.error.BelayException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers a request: method, path, headers. */
final class PageHandler implements HttpHandler {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int MISDIRECTED = 421;
  private static final int UNAVAILABLE = 503;
  private static final long NO_BODY = -1;
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String EVENTS = "text/event-stream; charset=utf-8";
  private static final String NOTHING = "default-src 'none'";
  private static final String OWN_PARTS =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** What is asked for all the time, and does without the page's parts. */
  private static final Set<String> PROBES = Set.of("/metrics", "/healthz", "/readyz");

  private final MetricsSource metrics;
  private final Readiness readiness;

  /** Null where there is nothing for people to look at. */
  private final @Nullable Watchers watchers;

  private final HostNames names;

  /** Read when the page is first asked for. */
  private @Nullable Map<String, PageFile> files;

  PageHandler(
      MetricsSource metrics, Readiness readiness, @Nullable Watchers watchers, HostNames names) {
    this.metrics = metrics;
    this.readiness = readiness;
    this.watchers = watchers;
    this.names = names;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    boolean head = method.equals("HEAD");
    String host = exchange.getRequestHeaders().getFirst("Host");
    boolean meant = names.include(host);
    Watchers admitting = path(exchange).equals("/events") ? watchers : null;
    if (meant && admitting != null && method.equals("GET")) {
      stream(exchange, admitting);
      return;
    }
    try (exchange) {
      if (!meant) {
        send(
            exchange,
            new Answer(
                MISDIRECTED,
                PLAIN,
                "on the loopback this page goes by localhost and by addresses alone; open it as such, or bind it to another address: host=%s\n"
                    .formatted(host)),
            head);
        return;
      }
      if (!head && !method.equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(
            exchange,
            new Answer(METHOD_NOT_ALLOWED, PLAIN, "this page is only read: GET or HEAD\n"),
            head);
        return;
      }
      if (admitting != null) {
        setHeaders(exchange, EVENTS, "no-store", NOTHING);
        exchange.sendResponseHeaders(OK, NO_BODY);
        return;
      }
      PageFile file = file(path(exchange));
      if (file == null) {
        send(exchange, answer(exchange), head);
      } else {
        send(exchange, file, head);
      }
    }
  }

  private static String path(HttpExchange exchange) {
    return exchange.getRequestURI().getPath();
  }

  private void stream(HttpExchange exchange, Watchers admitting) throws IOException {
    setHeaders(exchange, EVENTS, "no-store", NOTHING);
    if (!admitting.admit(exchange)) {
      try (exchange) {
        exchange.getResponseHeaders().set("Retry-After", "10");
        send(
            exchange,
            new Answer(
                UNAVAILABLE,
                PLAIN,
                "as many watch as may, try again later: watchers=%d\n".formatted(Watchers.MOST)),
            false);
      }
    }
  }

  /** The part of the page at a path; null where there is none. */
  private synchronized @Nullable PageFile file(String path) {
    if (watchers == null || PROBES.contains(path)) {
      return null;
    }
    Map<String, PageFile> loaded = files;
    if (loaded == null) {
      loaded = PageFile.load();
      files = loaded;
    }
    return loaded.get(path);
  }

  private Answer answer(HttpExchange exchange) {
    return switch (path(exchange)) {
      case "/metrics" -> metrics(exchange);
      case "/healthz" -> new Answer(OK, PLAIN, "ok\n");
      case "/readyz" ->
          readiness
              .obstacle()
              .map(reason -> new Answer(UNAVAILABLE, PLAIN, reason + "\n"))
              .orElse(new Answer(OK, PLAIN, "ready\n"));
      default ->
          new Answer(
              NOT_FOUND,
              PLAIN,
              "there are %s/metrics, /healthz and /readyz\n"
                  .formatted(watchers == null ? "" : "/, "));
    };
  }

  private Answer metrics(HttpExchange exchange) {
    Exposition format = Exposition.accepted(exchange.getRequestHeaders().getFirst("Accept"));
    try {
      return new Answer(OK, format.contentType(), metrics.scrape(format.contentType()));
    } catch (BelayException e) {
      return new Answer(UNAVAILABLE, PLAIN, e.getMessage() + "\n");
    }
  }

  private static void send(HttpExchange exchange, Answer answer, boolean head) throws IOException {
    setHeaders(exchange, answer.contentType(), "no-store", NOTHING);
    body(exchange, answer.status(), answer.body().getBytes(UTF_8), head);
  }

  /** A browser may keep a part, and asks each time whether it is still the same. */
  private static void send(HttpExchange exchange, PageFile file, boolean head) throws IOException {
    setHeaders(exchange, file.contentType(), "no-cache", OWN_PARTS);
    exchange.getResponseHeaders().set("ETag", file.tag());
    if (file.tag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(NOT_MODIFIED, NO_BODY);
    } else {
      body(exchange, OK, file.content(), head);
    }
  }

  private static void setHeaders(
      HttpExchange exchange, String contentType, String cache, String policy) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", contentType);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", cache);
    headers.set("Content-Security-Policy", policy);
  }

  private static void body(HttpExchange exchange, int status, byte[] body, boolean head)
      throws IOException {
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, NO_BODY);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** What is sent back. */
  private record Answer(int status, String contentType, String body) {}
}

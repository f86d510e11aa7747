package io.belay.coordinator.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.belay.error.BelayException;
import java.io.IOException;

/** Answers every request: method, path, headers. */
final class PageHandler implements HttpHandler {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;
  private static final long NO_BODY = -1;
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final MetricsSource metrics;
  private final Readiness readiness;

  PageHandler(MetricsSource metrics, Readiness readiness) {
    this.metrics = metrics;
    this.readiness = readiness;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      boolean head = method.equals("HEAD");
      if (!head && !method.equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(
            exchange,
            new Answer(METHOD_NOT_ALLOWED, PLAIN, "this page is only read: GET or HEAD\n"),
            head);
        return;
      }
      send(exchange, answer(exchange), head);
    }
  }

  private Answer answer(HttpExchange exchange) {
    return switch (exchange.getRequestURI().getPath()) {
      case "/metrics" -> metrics(exchange);
      case "/healthz" -> new Answer(OK, PLAIN, "ok\n");
      case "/readyz" ->
          readiness
              .obstacle()
              .map(reason -> new Answer(UNAVAILABLE, PLAIN, reason + "\n"))
              .orElse(new Answer(OK, PLAIN, "ready\n"));
      default -> new Answer(NOT_FOUND, PLAIN, "there are /metrics, /healthz and /readyz\n");
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
    byte[] body = answer.body().getBytes(UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.contentType());
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Security-Policy", "default-src 'none'");
    if (head) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(answer.status(), NO_BODY);
    } else {
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** What is sent back. */
  private record Answer(int status, String contentType, String body) {}
}

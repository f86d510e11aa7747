package io.belay.coordinator.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.coordinator.page.live.LiveRun;
import io.belay.coordinator.run.RecordedRun;
import io.belay.coordinator.run.RunEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The live page as a browser asks for it. */
@Timeout(30)
class LivePageTest {
  private static final PageSettings ANY_PORT =
      new PageSettings("127.0.0.1", 0, Duration.ofSeconds(10));
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final LiveRun run = new LiveRun(Clock.systemUTC());
  private final AtomicReference<Optional<LiveRun>> shown = new AtomicReference<>(Optional.of(run));
  private final HttpClient client = HttpClient.newHttpClient();
  private Page page;

  @BeforeEach
  void start() {
    page = start(ANY_PORT);
  }

  @AfterEach
  void stop() {
    page.close();
    client.shutdownNow();
  }

  private Page start(PageSettings settings) {
    return Page.start(settings, contentType -> "metrics", Optional::empty, shown::get);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/page.css",
        "/page.js",
        "/charts.js",
        "/grid.js",
        "/tables.js",
        "/format.js",
        "/icon.svg",
        "/uplot.js",
        "/uplot.css"
      })
  void everyPartMayLoadFromThePageAloneAndIsAskedForOnce(String path) throws Exception {
    HttpResponse<String> part = get(path);

    assertThat(part.statusCode()).isEqualTo(200);
    assertThat(header(part, "Content-Security-Policy")).isEqualTo(POLICY);
    assertThat(header(part, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(part, "Cache-Control")).isEqualTo("no-cache");
    HttpResponse<String> again =
        client.send(
            request(path).header("If-None-Match", header(part, "ETag")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/healthz", "/readyz", "/nowhere", "/page.js/", "/events/x"})
  void everyOtherAnswerMayLoadNothing(String path) throws Exception {
    assertThat(header(get(path), "Content-Security-Policy")).isEqualTo("default-src 'none'");
    assertThat(header(get(path), "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void thePageLoadsOnlyWhatItServes() throws Exception {
    String html = get("/").body();

    assertThat(html)
        .doesNotContain("http://", "https://", "<style", "onclick")
        .doesNotContain("style=");
    assertThat(get("/page.js").body()).doesNotContain("http://", "https://", "innerHTML");
  }

  @Test
  void withoutALivePageThereIsNone() throws Exception {
    page.close();
    page = Page.start(ANY_PORT, contentType -> "metrics", Optional::empty);

    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/events").statusCode()).isEqualTo(404);
    assertThat(get("/metrics").body()).isEqualTo("metrics");
  }

  @Test
  void aWatcherIsToldEverythingThenWhatChanges() throws Exception {
    RecordedRun.events().forEach(run::onEvent);
    try (Stream stream = watch()) {
      assertThat(stream.headers()).contains("text/event-stream").contains("default-src 'none'");
      assertThat(stream.data()).contains("\"fresh\":true", "\"id\":\"cartpole-1\"");

      run.onEvent(new RunEvent.WorkerLost("w1", "killed", 0));

      assertThat(stream.data())
          .contains("\"fresh\":false", "\"state\":\"lost\"")
          .doesNotContain("recipeText");
    }
  }

  @Test
  void whoAsksForTheHeadersOfAStreamGetsThemAlone() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + page.address().getPort() + "/events"))
            .HEAD()
            .timeout(Duration.ofSeconds(10))
            .build();

    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void whoComesAgainIsToldEverythingAgain() throws Exception {
    RecordedRun.events().forEach(run::onEvent);
    for (int i = 0; i < 2; i++) {
      try (Stream stream = watch("Last-Event-ID: 7\r\n")) {
        assertThat(stream.data()).contains("\"fresh\":true");
      }
    }
  }

  @Test
  void aCoordinatorThatStandsBySaysSoUntilItIsActive() throws Exception {
    shown.set(Optional.empty());
    try (Stream stream = watch()) {
      assertThat(stream.event()).isEqualTo("standby");

      shown.set(Optional.of(run));
      assertThat(stream.data()).contains("\"fresh\":true");

      shown.set(Optional.empty());
      assertThat(stream.event()).isEqualTo("standby");
    }
  }

  @Test
  void aStreamEndsBeforeTheServersLimitAndAsksToBeAskedAnew() throws Exception {
    page.close();
    page = start(new PageSettings("127.0.0.1", 0, Duration.ofSeconds(1)));
    try (Stream stream = watch()) {
      assertThat(stream.data()).contains("\"fresh\":true");
      assertThat(stream.event()).isEqualTo("again");
      assertThat(stream.ended()).isTrue();
    }
  }

  @Test
  void noMoreWatchThanMayAndWhoReadsNothingIsCutOff() throws Exception {
    page.close();
    page = start(new PageSettings("127.0.0.1", 0, Duration.ofSeconds(3)));
    List<Stream> idle = new ArrayList<>();
    for (int i = 0; i < Watchers.MOST; i++) {
      Stream stream = watch();
      assertThat(stream.headers()).contains("200 OK");
      idle.add(stream);
    }
    HttpResponse<String> refused = get("/events");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("watchers=32");
    assertThat(header(refused, "Retry-After")).isEqualTo("10");
    // Nobody reads, and nobody waits for them: the run goes on and the page answers.
    for (int i = 0; i < 10_000; i++) {
      run.onEvent(new RunEvent.WorkerJoined("w" + i, 1, i));
    }
    assertThat(get("/healthz").statusCode()).isEqualTo(200);

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> {
          try (Stream late = watch()) {
            assertThat(late.headers()).contains("200 OK");
            assertThat(late.data()).contains("\"fresh\":true");
          }
        });
    for (Stream stream : idle) {
      stream.close();
    }
  }

  @Test
  void whoWatchesIsToldTheLastBeforeThePageGoes() throws Exception {
    try (Stream stream = watch()) {
      assertThat(stream.data()).contains("\"fresh\":true");

      run.onEvent(new RunEvent.WorkerLeft("w1", 0));
      page.close();

      assertThat(stream.data()).contains("w1 left");
      assertThat(stream.ended()).isTrue();
    }
  }

  private Stream watch() throws IOException {
    return watch("");
  }

  private Stream watch(String header) throws IOException {
    return new Stream(page.address().getPort(), header);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.address().getPort() + path))
        .timeout(Duration.ofSeconds(10));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** A watcher that reads as much as it is asked to, and no more. */
  private static final class Stream implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    Stream(int port, String header) throws IOException {
      socket = new Socket("127.0.0.1", port);
      socket.setSoTimeout(10_000);
      String request = "GET /events HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    String headers() throws IOException {
      StringBuilder text = new StringBuilder();
      for (String line = lines.readLine();
          line != null && !line.isEmpty();
          line = lines.readLine()) {
        text.append(line).append('\n');
      }
      return text.toString();
    }

    /** The next message's data. */
    String data() throws IOException {
      return next("data: {");
    }

    /** The next event's name, other than that of a message. */
    String event() throws IOException {
      return next("event: ").substring("event: ".length());
    }

    private String next(String beginning) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(beginning)) {
          return line;
        }
      }
      throw new AssertionError("the stream ended before: " + beginning);
    }

    boolean ended() throws IOException {
      String line = lines.readLine();
      while (line != null && !line.equals("0")) {
        line = lines.readLine();
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}

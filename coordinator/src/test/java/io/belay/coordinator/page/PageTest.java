package io.belay.coordinator.page;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final PageSettings ANY_PORT =
      new PageSettings("127.0.0.1", 0, Duration.ofSeconds(10));

  private final AtomicReference<Optional<String>> obstacle =
      new AtomicReference<>(Optional.empty());
  private final HttpClient client = HttpClient.newHttpClient();
  private Page page;

  @BeforeEach
  void start() {
    page = Page.start(ANY_PORT, contentType -> "metrics as " + contentType, obstacle::get);
  }

  @AfterEach
  void stop() {
    client.close();
    page.close();
  }

  @Test
  void portZeroIsAFreePortOfTheLoopback() {
    assertThat(page.address().getPort()).isPositive();
    assertThat(page.address().getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void metricsAreInTheFormatThatIsAccepted() throws Exception {
    HttpResponse<String> text = get("/metrics", "text/plain");
    assertThat(text.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(text.body()).isEqualTo("metrics as text/plain; version=0.0.4; charset=utf-8");

    HttpResponse<String> open =
        get("/metrics", "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;q=0.5");
    assertThat(open.headers().firstValue("Content-Type"))
        .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
  }

  @Test
  void livenessIsIndependentOfReadiness() throws Exception {
    obstacle.set(Optional.of("no worker holds a block: run=r"));

    assertThat(get("/healthz", "*/*").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = get("/readyz", "*/*");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).isEqualTo("no worker holds a block: run=r\n");

    obstacle.set(Optional.empty());
    assertThat(get("/readyz", "*/*").statusCode()).isEqualTo(200);
  }

  @Test
  void metersThatAreNotThereAreAFaultOfTheMoment() throws Exception {
    page.close();
    page =
        Page.start(
            ANY_PORT,
            contentType -> {
              throw BelayException.retryable(
                  "the meters are not there: waited=PT1S", new IOException());
            },
            obstacle::get);

    assertThat(get("/metrics", "*/*").statusCode()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics/", "/healthz/x", "/../etc/passwd", "/%2e%2e/secret"})
  void otherPathsAreNotFound(String path) throws Exception {
    assertThat(get(path, "*/*").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void otherMethodsAreRefused(String method) throws Exception {
    HttpResponse<String> response = send(method, "/metrics", "*/*");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void headHasTheHeadersAndNoBody() throws Exception {
    HttpResponse<String> response = send("HEAD", "/healthz", "*/*");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Length")).contains("3");
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/healthz", "/readyz", "/nowhere"})
  void everyAnswerForbidsGuessingCachingAndLoading(String path) throws Exception {
    HttpResponse<String> response = get(path, "*/*");

    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(response.headers().firstValue("Content-Security-Policy"))
        .contains("default-src 'none'");
  }

  @Test
  void pageKeepsNoProcessAlive() throws Exception {
    get("/healthz", "*/*");

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().matches("HTTP-Dispatcher|belay-page.*"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  @Test
  void takenPortIsTheUsersToChange() {
    PageSettings taken =
        new PageSettings("127.0.0.1", page.address().getPort(), Duration.ofSeconds(10));

    assertThatThrownBy(() -> Page.start(taken, contentType -> "", obstacle::get))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("port=" + page.address().getPort())
        .hasMessageContaining("set another host or port");
  }

  @Test
  void hostThatIsNotThisMachinesIsTheUsersToChange() {
    PageSettings elsewhere = new PageSettings("192.0.2.1", 0, Duration.ofSeconds(10));

    assertThatThrownBy(() -> Page.start(elsewhere, contentType -> "", obstacle::get))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("host=192.0.2.1");
  }

  @Test
  void clientsThatDoNotFinishTheirRequestsKeepNobodyElseWaiting() throws Exception {
    List<Socket> unfinished = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        Socket socket = connect();
        unfinished.add(socket);
        socket.getOutputStream().write("GET /heal".getBytes(US_ASCII));
      }
      HttpRequest probe =
          HttpRequest.newBuilder(URI.create(address("/healthz")))
              .timeout(Duration.ofSeconds(3))
              .build();

      assertThat(client.send(probe, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    } finally {
      for (Socket socket : unfinished) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "127.0.0.1:9",
        "10.0.0.1",
        "[::1]:7",
        "a.localhost"
      })
  void onTheLoopbackItGoesByAddressesAndByLocalhost(String host) throws Exception {
    assertThat(statusLine("/healthz", host)).isEqualTo("HTTP/1.1 200 OK");
  }

  /** A name of somebody's that has just come to mean the loopback. */
  @ParameterizedTest
  @ValueSource(strings = {"belay.example", "belay.example:80", "127.0.0.1.belay.example", "x:y"})
  void onTheLoopbackItDoesNotGoByOtherNames(String host) throws Exception {
    for (String path : List.of("/", "/metrics", "/events")) {
      assertThat(statusLine(path, host)).startsWith("HTTP/1.1 421");
    }
  }

  private String statusLine(String path, String host) throws IOException {
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host).getBytes(US_ASCII));
      BufferedReader answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      return answer.readLine().strip();
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", page.address().getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private String address(String path) {
    return "http://127.0.0.1:" + page.address().getPort() + path;
  }

  private HttpResponse<String> get(String path, String accept) throws Exception {
    return send("GET", path, accept);
  }

  private HttpResponse<String> send(String method, String path, String accept) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address(path)))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Accept", accept)
            .timeout(Duration.ofSeconds(10))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}

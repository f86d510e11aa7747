package io.belay.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import io.belay.deploy.cluster.ClusterProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A Prometheus with the shipped configuration and rules, on a port of its own, that looks each
 * second instead of every five and waits a second instead of the time in {@code for}.
 */
final class PrometheusServer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> JOBS = List.of("coordinators", "learners", "workers");

  private final Process process;
  private final Path home;
  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Instant start = Instant.now();

  private PrometheusServer(Process process, Path home, URI address) {
    this.process = process;
    this.home = home;
    this.address = address;
  }

  /** Starts one that keeps everything in a directory, and scrapes nothing yet. */
  static PrometheusServer start(Path home) throws IOException {
    Files.createDirectories(home.resolve("targets"));
    copy("prometheus.yml", home, "_interval: 5s", "_interval: 1s", "_timeout: 4s", "_timeout: 1s");
    copy("recording-rules.yml", home);
    copy("alerts.yml", home, "for: \\w+", "for: 1s");
    for (String job : JOBS) {
      Files.writeString(home.resolve("targets").resolve(job + ".yml"), "[]\n");
    }
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + home.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + home.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("prometheus.out").toFile())
            .start();
    PrometheusServer server =
        new PrometheusServer(process, home, URI.create("http://127.0.0.1:" + port));
    Awaitility.await("Prometheus is ready")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .failFast(() -> assertThat(process.isAlive()).as(server.output()).isTrue())
        .ignoreExceptions()
        .until(() -> server.get("/-/ready").statusCode() == 200);
    return server;
  }

  /** Scrapes these processes of a job, {@code host:port} each, and no others. */
  void scrape(String job, List<String> targets) throws IOException {
    assertThat(JOBS).contains(job);
    Path written = home.resolve(job + ".new");
    Files.writeString(
        written, targets.stream().collect(Collectors.joining("\", \"", "- targets: [\"", "\"]\n")));
    Files.move(
        written, home.resolve("targets").resolve(job + ".yml"), StandardCopyOption.ATOMIC_MOVE);
  }

  long pid() {
    return process.pid();
  }

  URI address() {
    return address;
  }

  /**
   * What an expression came to since the start, a sample a second.
   *
   * @return the series, those of nothing but NaN left out
   */
  List<Tree> series(String expression) {
    Instant now = Instant.now();
    Tree answer =
        Tree.parse(
            get("/api/v1/query_range?query=%s&start=%d&end=%d&step=1"
                    .formatted(
                        URLEncoder.encode(expression, StandardCharsets.UTF_8),
                        start.getEpochSecond(),
                        now.getEpochSecond()))
                .body());
    assertThat(answer.at("status").text())
        .as("%s: %s", expression, answer.at("error").textOr(""))
        .isEqualTo("success");
    return answer.at("data", "result").list().stream()
        .filter(series ->
            series.at("values").list().stream()
                .anyMatch(sample -> !sample.list().get(1).text().equals("NaN")))
        .toList();
  }

  /** Waits until an expression has had this many samples since the start. */
  void awaitSamples(String expression, int samples) {
    Awaitility.await(expression)
        .atMost(ClusterProcesses.LIMIT.plusSeconds(2L * samples))
        .pollInterval(Duration.ofMillis(250))
        .until(() ->
            series(expression).stream()
                .anyMatch(each -> each.at("values").list().size() >= samples));
  }

  /** What the API has at a path, without its envelope. */
  Tree data(String path) {
    return Tree.parse(get("/api/v1/" + path).body()).at("data");
  }

  String output() {
    return Commands.text(home.resolve("prometheus.out"));
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
    process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  private HttpResponse<String> get(String path) {
    HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Copies a shipped file, each pattern of which has to be in it, replaced by what follows it. */
  private static void copy(String file, Path home, String... replacements) throws IOException {
    String text = Files.readString(RuleFiles.DIRECTORY.resolve(file));
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(text).containsPattern(replacements[i]);
      text = text.replaceAll(replacements[i], replacements[i + 1]);
    }
    Files.writeString(home.resolve(file), text);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

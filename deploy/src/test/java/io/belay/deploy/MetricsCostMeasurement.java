package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What meters and page take from {@code ./belay train cartpole}: by its speed, in runs with
 * neither, runs as they are started by default, and runs that somebody watches, turn by turn; and
 * by the processor time of the page's own threads, which other work on the machine hardly touches.
 * On Linux alone.
 *
 * <p>Watched is: scraped once a second, and the live page's events read by one reader; both are
 * done by the JVM of this test, on the same processors. What the meters take of the coordinator's
 * thread, {@code MetricsFeedMeasurement} tells.
 */
@Tag("measurement")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class MetricsCostMeasurement {
  private static final int ROUNDS = 5;
  private static final String STEPS = "training.environment-steps=1000000";
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Pattern OF_THE_PAGE =
      Pattern.compile("belay-page.*|belay-metrics|HTTP-Dispatcher|req-rsp-timeout|idle-timeout.*");
  private static final Pattern SPEED = Pattern.compile("\"steadyStepsPerSecond\" : (\\d+)");

  @TempDir private Path home;
  private final HttpClient client = HttpClient.newHttpClient();

  /** Of each watched run, at its last scrape. */
  private final List<Double> shares = new ArrayList<>();

  @Test
  void ofStepsPerSecondWithAndWithoutSomebodyWatching() throws Exception {
    List<Double> plain = new ArrayList<>();
    List<Double> served = new ArrayList<>();
    List<Double> watched = new ArrayList<>();
    // The first round of each warms the machine's caches and is not counted.
    for (int round = 0; round <= ROUNDS; round++) {
      double neither = alone("plain-" + round, "--no-page");
      double byDefault = alone("served-" + round);
      double seen = watched("watched-" + round);
      System.out.printf(
          Locale.ROOT,
          "round %d: %.0f, served %.0f, watched %.0f%n",
          round,
          neither,
          byDefault,
          seen);
      if (round > 0) {
        plain.add(neither);
        served.add(byDefault);
        watched.add(seen);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "steady steps/s, median of %d: %.0f with neither, %.0f served, %.0f watched%n",
        ROUNDS,
        median(plain),
        median(served),
        median(watched));
    System.out.printf(
        Locale.ROOT,
        "processor time of the page's threads, median of %d: %.2f %% of the process's%n",
        shares.size(),
        100 * median(shares));
  }

  private double alone(String name, String... further) {
    try (ChildProcess run = start(name, further)) {
      return speed(name, run);
    }
  }

  private double watched(String name) throws Exception {
    int port = freePort();
    URI page = URI.create("http://127.0.0.1:" + port);
    try (ChildProcess run = start(name, "--port", Integer.toString(port))) {
      Awaitility.await().atMost(LIMIT).ignoreExceptions().until(() -> scrape(page) > 0);
      client.sendAsync(
          HttpRequest.newBuilder(page.resolve("/events")).build(), BodyHandlers.discarding());
      AtomicReference<Double> share = new AtomicReference<>(0.0);
      Awaitility.await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> !run.alive() || scrape(page) < 0 || !pageShare(run.pid(), share));
      shares.add(share.get());
      return speed(name, run);
    }
  }

  /** The page's share of the processor time of all threads so far; false where they have ended. */
  private static boolean pageShare(long pid, AtomicReference<Double> share) {
    double all = 0;
    double ofPage = 0;
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads) {
        double nanos =
            Double.parseDouble(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
        all += nanos;
        String name = Files.readString(thread.resolve("comm")).strip();
        ofPage += OF_THE_PAGE.matcher(name).matches() ? nanos : 0;
      }
    } catch (IOException ended) {
      return Files.exists(Path.of("/proc", Long.toString(pid)));
    }
    share.set(ofPage / all);
    return true;
  }

  private ChildProcess start(String name, String... further) {
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "cartpole", "--set", STEPS, "--out", home.resolve(name).toString()));
    arguments.addAll(List.of(further));
    return ChildProcess.start(
        home.resolve(name + ".out"), List.of("-Xms64m"), arguments.toArray(String[]::new));
  }

  private double speed(String name, ChildProcess run) {
    Awaitility.await().atMost(LIMIT).until(() -> !run.alive());
    assertThat(run.status()).as(run::output).isZero();
    Matcher speed = SPEED.matcher(Commands.summary(home.resolve(name)));
    assertThat(speed.find()).isTrue();
    return Double.parseDouble(speed.group(1));
  }

  /** Lines of a scrape; −1 where nobody answers any more. */
  private long scrape(URI page) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(page.resolve("/metrics")).timeout(LIMIT).build(),
              BodyHandlers.ofString());
      return answer.statusCode() == 200 ? answer.body().lines().count() : 0;
    } catch (IOException e) {
      return -1;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static double median(List<Double> values) {
    double[] ascending = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(ascending);
    return ascending[ascending.length / 2];
  }
}

package io.belay.coordinator.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.coordinator.run.RecordedRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromtoolTest {

  @Test
  void promtoolFindsNothingToSayAboutTheMeters(@TempDir Path directory) throws Exception {
    assumeTrue(
        installed(),
        "promtool is not on the PATH, so the meters are not linted: install Debian's package prometheus");
    Path text = directory.resolve("metrics.txt");
    Path findings = directory.resolve("findings.txt");
    try (CoordinatorMetrics metrics =
        new CoordinatorMetrics("0.1.0", "coordinator", System::nanoTime)) {
      RecordedRun.events().forEach(event -> metrics.onEvent(event, System.nanoTime()));
      Files.writeString(text, metrics.scrape("text/plain; version=0.0.4; charset=utf-8"), UTF_8);
    }

    assertThat(check(text, findings)).as(() -> read(findings)).isZero();
    assertThat(read(findings)).isBlank();
  }

  private static int check(Path text, Path findings) throws IOException, InterruptedException {
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(text.toFile())
            .redirectOutput(findings.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).as("promtool ends within 30 s").isTrue();
    return promtool.exitValue();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean installed() {
    return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "promtool")));
  }
}

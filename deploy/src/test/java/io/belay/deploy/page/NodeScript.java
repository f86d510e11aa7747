package io.belay.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.deploy.ChildProcess;
import io.belay.deploy.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A script of {@code src/test/node} that drives a browser. */
final class NodeScript {
  private static final Path HOME = Path.of("src", "test", "node").toAbsolutePath();
  private static final Path BROWSER = Path.of("/usr/bin/chromium");

  private NodeScript() {}

  /** Skips the test where there is no browser, no Node.js, or none of its packages. */
  static void assumeBrowser() {
    assumeTrue(
        Files.isExecutable(BROWSER), "no Chromium: " + BROWSER + "; apt-get install chromium");
    assumeTrue(
        Files.isDirectory(HOME.resolve("node_modules").resolve("playwright-core")),
        "no playwright-core; run npm ci in " + HOME);
    Programs.assumeInstalled("node", "install Node.js 20 or later");
  }

  /**
   * Runs a script to its end, which has to be a good one.
   *
   * @param heard is told each line as it is printed
   * @return all lines
   */
  static List<String> run(String name, String argument, Consumer<String> heard) {
    List<String> lines = new ArrayList<>();
    Process process = start(name, argument);
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        heard.accept(line);
      }
      assertThat(process.waitFor(ChildProcess.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  private static Process start(String name, String argument) {
    try {
      return new ProcessBuilder("node", HOME.resolve(name).toString(), argument)
          .directory(HOME.toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the machine that tests use where they are installed. */
public final class Programs {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Programs() {}

  /** Whether the PATH has a program of this name. */
  public static boolean installed(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** Skips the test where a program is not there, and says which and how to get it. */
  public static void assumeInstalled(String program, String remedy) {
    assumeTrue(
        installed(program), () -> "skipped: %s is not on the PATH; %s".formatted(program, remedy));
  }

  /**
   * Runs a program to its end.
   *
   * @param directory where it runs
   * @param output file for all that it prints
   */
  public static Commands.Ran run(Path directory, Path output, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
            .as("%s ends within %s: %s", command.getFirst(), LIMIT, Commands.text(output))
            .isTrue();
      } finally {
        process.destroyForcibly();
      }
      return new Commands.Ran(process.exitValue(), Commands.text(output), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

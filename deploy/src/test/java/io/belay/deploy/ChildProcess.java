package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The command in a JVM of its own. Ends with the test, whatever happens. */
public final class ChildProcess implements AutoCloseable {
  public static final Duration LIMIT = Duration.ofSeconds(90);

  private static final List<String> FLAGS =
      List.of(
          "--add-modules",
          "jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC");

  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts the command with the class path of this test.
   *
   * @param output file for all that it prints, behind what is there
   * @param jvmFlags further flags of its JVM
   */
  public static ChildProcess start(Path output, List<String> jvmFlags, String... arguments) {
    return start(List.of(), System.getProperty("java.class.path"), output, jvmFlags, arguments);
  }

  /**
   * Starts the command by another, such as one that puts it into a network namespace.
   *
   * @param launcher command that becomes the one that is given it as arguments
   * @param classPath of its JVM
   */
  public static ChildProcess start(
      List<String> launcher,
      String classPath,
      Path output,
      List<String> jvmFlags,
      String... arguments) {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(signalsAsUsual());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(jvmFlags);
    command.addAll(List.of("-cp", classPath, Belay.class.getName()));
    command.addAll(List.of(arguments));
    try {
      return new ChildProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start(),
          output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal, by its name without SIG. */
  public void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      assertThat(kill.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(kill.exitValue()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for a condition while the process lives. */
  public void await(BooleanSupplier condition) {
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(5))
        .failFast("the process has ended", () -> !process.isAlive())
        .until(condition::getAsBoolean);
  }

  /** Waits for the end of the process and gives its exit status. */
  public int status() {
    try {
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .as("the process ends: %s", output())
          .isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether it has not ended. */
  public boolean alive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** What it has printed so far. */
  public String output() {
    return Commands.text(output);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Lines of a file; 0 where it is not there yet. */
  public static long lines(Path file) {
    if (!Files.exists(file)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where this test runs in the background of a shell, SIGINT is ignored and children would inherit
   * that.
   */
  private static List<String> signalsAsUsual() {
    return System.getProperty("os.name").equals("Linux")
        ? List.of("env", "--default-signal=INT,TERM,HUP")
        : List.of();
  }
}

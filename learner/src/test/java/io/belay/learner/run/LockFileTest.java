package io.belay.learner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LockFileTest {
  @TempDir private Path home;

  @Test
  void aSecondTryWithinOneProcessFailsAndTakesNothingFromTheFirst() throws Exception {
    Path path = home.resolve("lock");
    try (LockFile first = LockFile.take(path).orElseThrow()) {
      assertThat(LockFile.take(path)).isEmpty();
      assertThat(LockFile.take(Files.createSymbolicLink(home.resolve("by"), home).resolve("lock")))
          .isEmpty();

      // POSIX drops a process's lock where it closes any channel on the file.
      assertThat(anotherProcessTakes(path)).isFalse();
    }
    assertThat(anotherProcessTakes(path)).isTrue();
  }

  @Test
  void aLockThatAnotherProcessHasCannotBeHadUntilThatProcessIsKilled() throws Exception {
    Path path = home.resolve("lock");
    Process holder = take(path);
    try (BufferedReader said = reader(holder)) {
      assertThat(said.readLine()).isEqualTo("true");
      assertThat(LockFile.take(path)).isEmpty();

      holder.destroyForcibly();
      assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();

      LockFile.take(path).orElseThrow().close();
    } finally {
      holder.destroyForcibly();
    }
  }

  /** Says whether it got the lock and keeps it until its input ends. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(LockFile.take(Path.of(arguments[0])).isPresent());
    int unused = System.in.read();
  }

  private static boolean anotherProcessTakes(Path path) throws Exception {
    Process other = take(path);
    try (BufferedReader said = reader(other)) {
      return Boolean.parseBoolean(said.readLine());
    } finally {
      other.destroyForcibly();
      assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Process take(Path path) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                LockFileTest.class.getName(),
                path.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}

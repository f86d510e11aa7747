package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code .mvn/find-jdk.sh} on directories that look like JDKs. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class FindJdkTest {
  private static final Path SCRIPT = Path.of("..", ".mvn", "find-jdk.sh").toAbsolutePath();

  @TempDir Path directory;

  private Path home;

  @BeforeEach
  void setUp() throws IOException {
    home = Files.createDirectory(directory.resolve("a user's home"));
  }

  @Test
  void takesJavaHomeWhereItIsNewEnough() throws Exception {
    Path jdk = jdk(directory.resolve("jdk with a blank"), "25.0.1");
    assertThat(find(Map.of("JAVA_HOME", jdk.toString()))).isEqualTo(new Answer(0, jdk.toString()));
  }

  @Test
  void takesALaterRelease() throws Exception {
    Path jdk = jdk(directory.resolve("early-access"), "27-ea");
    assertThat(find(Map.of("JAVA_HOME", jdk.toString()))).isEqualTo(new Answer(0, jdk.toString()));
  }

  @Test
  void prefersItsOwnVariable() throws Exception {
    Path first = jdk(directory.resolve("first"), "25");
    Path second = jdk(directory.resolve("second"), "26");
    assertThat(find(Map.of("JAVA_HOME", first.toString(), "BELAY_JAVA_HOME", second.toString())))
        .isEqualTo(new Answer(0, second.toString()));
  }

  @Test
  void refusesItsOwnVariableWhereItNamesAnOlderRelease() throws Exception {
    Path old = jdk(directory.resolve("old"), "21.0.9");
    Answer answer = find(Map.of("BELAY_JAVA_HOME", old.toString()));
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.text()).contains("JDK 25 or later").contains("BELAY_JAVA_HOME=" + old);
  }

  @Test
  void passesOverAnOldJavaHomeAndARuntimeWithoutCompiler() throws Exception {
    Path old = jdk(directory.resolve("old"), "17.0.15");
    Path runtime = jdk(home.resolve(".jdks/a-runtime"), "25.0.1");
    Files.delete(runtime.resolve("bin/javac"));
    Path jdk = jdk(home.resolve(".jdks/b-jdk"), "25.0.1");
    Answer answer = find(Map.of("JAVA_HOME", old.toString()));
    assertThat(answer.status()).isZero();
    // A JDK that is installed on this machine is found before those in the user's home.
    assertThat(answer.text()).isNotEqualTo(old.toString()).isNotEqualTo(runtime.toString());
    if (!answer.text().startsWith("/usr/") && !answer.text().startsWith("/opt/")) {
      assertThat(answer.text()).isEqualTo(jdk.toString());
    }
  }

  private record Answer(int status, String text) {}

  private Answer find(Map<String, String> variables) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT.toString()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("HOME", home.toString());
    builder.environment().putAll(variables);
    Process process = builder.start();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return new Answer(process.exitValue(), text);
  }

  private static Path jdk(Path where, String version) throws IOException {
    Files.createDirectories(where.resolve("bin"));
    for (String program : new String[] {"java", "javac"}) {
      Path file = Files.createFile(where.resolve("bin").resolve(program));
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(
        where.resolve("release"),
        "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"java.base\"\n");
    return where;
  }
}

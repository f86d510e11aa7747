package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same short run under other compilers, vector widths and kernels, each in a JVM of its own.
 */
class JvmVariantsTest {
  @TempDir private static Path home;

  private static String expected = "";

  @BeforeAll
  static void trainHere() {
    expected = Commands.trainedHash(home.resolve("reference"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:TieredStopAtLevel=1",
        "-XX:UseAVX=2",
        "-XX:MaxVectorSize=16",
        "-Dbelay.kernels=plain",
        "-Xcomp -XX:TieredStopAtLevel=1"
      })
  void givesTheSameBits(String flags) {
    Path directory = home.resolve("run" + flags.replaceAll("[^A-Za-z0-9]", "-"));
    List<String> jvmFlags = List.of(("-XX:+IgnoreUnrecognizedVMOptions " + flags).split(" "));
    try (ChildProcess child =
        ChildProcess.start(
            home.resolve(directory.getFileName() + ".out"),
            jvmFlags,
            Commands.shortTraining(directory))) {
      assertThat(child.status()).as(child.output()).isZero();
      assertThat(Commands.hash(directory)).isEqualTo(expected);
    }
  }
}

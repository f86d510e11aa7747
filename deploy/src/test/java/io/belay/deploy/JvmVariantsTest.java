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
  private static String expectedByTrpo = "";

  @BeforeAll
  static void trainHere() {
    expected = Commands.trainedHash(home.resolve("reference"));
    Path reference = home.resolve("reference-by-trpo");
    assertThat(Commands.belay(byTrpo(reference)).status()).isZero();
    expectedByTrpo = Commands.hash(reference);
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

    assertThat(trained(directory, flags, Commands.shortTraining(directory))).isEqualTo(expected);
  }

  /** TRPO has passes that PPO has not: directional derivatives, Fisher products, a line search. */
  @ParameterizedTest
  @ValueSource(
      strings = {"-XX:TieredStopAtLevel=1", "-XX:MaxVectorSize=16", "-Dbelay.kernels=plain"})
  void givesTheSameBitsByTrpo(String flags) {
    Path directory = home.resolve("by-trpo" + flags.replaceAll("[^A-Za-z0-9]", "-"));

    assertThat(trained(directory, flags, byTrpo(directory))).isEqualTo(expectedByTrpo);
  }

  private static String[] byTrpo(Path directory) {
    Path recipe = EveryAlgorithmTest.Trained.TRPO.recipe(home);
    return new String[] {"train", recipe.toString(), "--out", directory.toString()};
  }

  /** Runs a training command in a JVM with these flags, and gives the hash of the parameters. */
  private static String trained(Path directory, String flags, String[] command) {
    List<String> jvmFlags = List.of(("-XX:+IgnoreUnrecognizedVMOptions " + flags).split(" "));
    Path output = home.resolve(directory.getFileName() + ".out");
    try (ChildProcess child = ChildProcess.start(output, jvmFlags, command)) {
      assertThat(child.status()).as(child.output()).isZero();
      return Commands.hash(directory);
    }
  }
}

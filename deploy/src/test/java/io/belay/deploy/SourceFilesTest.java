package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a source file of any module must look like. */
class SourceFilesTest {
  /** The repository: tests run in the directory of their module. */
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final List<String> MODULES =
      List.of("proto", "rollout-worker", "learner", "coordinator", "deploy");

  private static final int LONGEST_SOURCE = 400;
  private static final int LONGEST_TEST = 600;

  // Put together from halves, so that this file does not contain what it looks for.
  private static final Pattern PAUSE = Pattern.compile("Thread\\s*\\.\\s*" + "sleep\\s*\\(");
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

  @Test
  void filesAreShortEnoughToBeReadInOneSitting() {
    assertThat(javaFiles("src/main").filter(file -> lines(file) > LONGEST_SOURCE))
        .as("sources of more than %d lines: split by purpose", LONGEST_SOURCE)
        .isEmpty();
    assertThat(javaFiles("src/test").filter(file -> lines(file) > LONGEST_TEST))
        .as("tests of more than %d lines: split by subject", LONGEST_TEST)
        .isEmpty();
  }

  @Test
  void testsWaitForConditionsAndNotForTime() {
    assertThat(javaFiles("src/test").filter(file -> PAUSE.matcher(text(file)).find()))
        .as(
            "a pause is too short on a slow machine and too long on every other: wait for a condition with a deadline")
        .isEmpty();
  }

  @Test
  void nothingIsLeftUnfinished() {
    assertThat(javaFiles("src").filter(file -> UNFINISHED.matcher(text(file)).find()))
        .as("what is not done is an issue in the tracker, not a comment")
        .isEmpty();
  }

  private static Stream<Path> javaFiles(String under) {
    return MODULES.stream()
        .map(module -> ROOT.resolve(module).resolve(under))
        .filter(Files::isDirectory)
        .flatMap(SourceFilesTest::walk)
        .filter(file -> file.toString().endsWith(".java"));
  }

  private static Stream<Path> walk(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path file) {
    return text(file).lines().count();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

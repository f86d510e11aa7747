package io.belay.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.deploy.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that render manifests, of the versions that {@code src/test/node} pins. */
enum KubernetesTool {
  KUBECTL,
  HELM;

  private static final Path HOME = Path.of("src", "test", "node").toAbsolutePath();
  private static final Path TOOLS = HOME.resolve("node_modules").resolve(".kubernetes-tools");
  private static final long LIMIT_SECONDS = 60;

  /** Skips the test where the program is not there, and says how to get it. */
  void assumeThere() {
    assumeTrue(
        Files.isExecutable(program()),
        () ->
            "skipped: no %s; run npm ci and npm run kubernetes-tools in %s"
                .formatted(program(), HOME));
  }

  /**
   * Runs the program to its end, without a cluster.
   *
   * @param directory where it runs
   */
  Commands.Ran run(Path directory, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program().toString()));
    command.addAll(arguments);
    try {
      Path out = Files.createTempFile("belay-", ".out");
      Path err = Files.createTempFile("belay-", ".err");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("KUBECONFIG", "/dev/null");
        builder.environment().put("HELM_CACHE_HOME", TOOLS.resolve("cache").toString());
        builder.environment().put("HELM_CONFIG_HOME", TOOLS.resolve("config").toString());
        builder.environment().put("HELM_DATA_HOME", TOOLS.resolve("data").toString());
        Process process = builder.start();
        try {
          assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
              .as("%s ends within %d s", command, LIMIT_SECONDS)
              .isTrue();
        } finally {
          process.destroyForcibly();
        }
        return new Commands.Ran(process.exitValue(), Commands.text(out), Commands.text(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Path program() {
    return switch (this) {
      case KUBECTL -> TOOLS.resolve("kubectl").resolve("kubectl");
      case HELM -> TOOLS.resolve("helm").resolve("helm");
    };
  }
}

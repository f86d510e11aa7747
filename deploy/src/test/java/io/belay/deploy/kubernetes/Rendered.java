package io.belay.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What overlays and chart come to, each rendered once a JVM. */
final class Rendered {
  static final Path KUBERNETES = Path.of("kubernetes");
  static final Path CHART = Path.of("helm", "belay");

  private static final Map<List<String>, Manifests> CACHE = new ConcurrentHashMap<>();

  private Rendered() {}

  /** Directories that can be applied: all overlays, the example of a user's own, and KEDA. */
  static List<String> overlays() {
    try (Stream<Path> directories = Files.list(KUBERNETES.resolve("overlays"))) {
      return Stream.concat(
              directories.map(path -> "overlays/" + path.getFileName()),
              Stream.of("example", "../src/test/kubernetes/keda"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A directory as {@code kubectl apply -k} would send it; skips where there is no kubectl.
   *
   * @param directory with a kustomization, from {@code deploy/kubernetes} on
   */
  static Manifests overlay(String directory) {
    return rendered(directory, KubernetesTool.KUBECTL, KUBERNETES, List.of("kustomize", directory));
  }

  /** What {@code helm} says to a user, and whether it was content. */
  static Commands.Ran helm(String... arguments) {
    KubernetesTool.HELM.assumeThere();
    return KubernetesTool.HELM.run(Path.of("").toAbsolutePath(), List.of(arguments));
  }

  /**
   * The chart as {@code helm install belay} in the namespace belay would send it; skips where there
   * is no helm.
   *
   * @param options such as {@code --values FILE} and {@code --set KEY=VALUE}
   */
  static Manifests chart(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("template", "belay", CHART.toString(), "--namespace", "belay"));
    arguments.addAll(List.of(options));
    return rendered("chart", KubernetesTool.HELM, Path.of(""), arguments);
  }

  private static Manifests rendered(
      String name, KubernetesTool tool, Path directory, List<String> arguments) {
    tool.assumeThere();
    return CACHE.computeIfAbsent(
        arguments,
        _ -> {
          Commands.Ran ran = tool.run(directory.toAbsolutePath(), arguments);
          assertThat(ran.status()).as("%s: %s", arguments, ran.err()).isZero();
          assertThat(ran.err()).as("%s warns of nothing", arguments).isEmpty();
          return Manifests.parse(name, ran.out());
        });
  }
}

package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a container's process finds in its mounts, in a directory of this machine, so that settings
 * that name files can be read by the code that reads them there.
 */
final class ContainerFiles {
  /** What cert-manager writes into the secret of a certificate. */
  private static final List<String> OF_CERTIFICATE = List.of("tls.crt", "tls.key", "ca.crt");

  private final Path root;
  private final List<String> mounts;

  private ContainerFiles(Path root, List<String> mounts) {
    this.root = root;
    this.mounts = mounts;
  }

  /** Contents of the files in a container's mounts, by their absolute paths. */
  static Map<String, String> contents(Manifests manifests, Container container) {
    Map<String, String> contents = new TreeMap<>();
    for (Tree mount : container.tree().at("volumeMounts").list()) {
      container
          .workload()
          .volume(mount.at("name").text())
          .ifPresent(volume ->
              files(manifests, volume)
                  .forEach((name, text) ->
                      contents.put(mount.at("mountPath").text() + "/" + name, text)));
    }
    return contents;
  }

  /** Writes the files of a container into a new directory. */
  static ContainerFiles write(Container container, Map<String, String> contents) {
    List<String> mounts = container.mounts().map(mount -> mount.at("mountPath").text()).toList();
    try {
      Path root =
          Files.createTempDirectory(Files.createDirectories(Path.of("target")), "mounts-")
              .toAbsolutePath();
      for (String mount : mounts) {
        Files.createDirectories(below(root, mount));
      }
      for (Map.Entry<String, String> file : contents.entrySet()) {
        Files.writeString(below(root, file.getKey()), file.getValue());
      }
      return new ContainerFiles(root, mounts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A path in a mount as it is on this machine; everything else as it is. */
  String here(String text) {
    return inMount(text) ? below(root, text).toString() : text;
  }

  /** Whether a path lies in one of the mounts. */
  boolean inMount(String path) {
    return mounts.stream().anyMatch(mount -> path.equals(mount) || path.startsWith(mount + "/"));
  }

  /** Names and contents of the files of a volume, as far as manifests know them. */
  private static Map<String, String> files(Manifests manifests, Tree volume) {
    Map<String, String> all = new LinkedHashMap<>();
    Stream.concat(Stream.of(volume), volume.at("projected", "sources").list().stream())
        .forEach(source -> {
          all.putAll(chosen(source.at("configMap"), ofConfigMap(manifests, source)));
          all.putAll(chosen(source.at("secret"), ofSecret(manifests, source)));
        });
    return all;
  }

  private static Map<String, String> ofConfigMap(Manifests manifests, Tree source) {
    return manifests
        .find("ConfigMap", source.at("configMap", "name").textOr(""))
        .map(map -> Manifest.texts(map.tree().at("data")))
        .orElse(Map.of());
  }

  private static Map<String, String> ofSecret(Manifests manifests, Tree source) {
    String name = source.at("secret", "secretName").textOr(source.at("secret", "name").textOr(""));
    Map<String, String> files = new LinkedHashMap<>();
    manifests
        .find("Secret", name)
        .ifPresent(secret -> {
          files.putAll(Manifest.texts(secret.tree().at("data")));
          files.putAll(Manifest.texts(secret.tree().at("stringData")));
        });
    boolean certified =
        manifests
            .of("Certificate")
            .anyMatch(certificate -> certificate.spec("secretName").textOr("").equals(name));
    if (certified) {
      OF_CERTIFICATE.forEach(file -> files.put(file, "PEM\n"));
    }
    return files;
  }

  /** Those that {@code items} names, at its paths, or all. */
  private static Map<String, String> chosen(Tree source, Map<String, String> files) {
    if (source.at("items").list().isEmpty()) {
      return source.present() ? files : Map.of();
    }
    Map<String, String> chosen = new LinkedHashMap<>();
    for (Tree item : source.at("items").list()) {
      String key = item.at("key").text();
      if (files.containsKey(key)) {
        chosen.put(item.at("path").text(), files.get(key));
      }
    }
    return chosen;
  }

  private static Path below(Path root, String absolute) {
    return root.resolve(absolute.substring(1));
  }
}

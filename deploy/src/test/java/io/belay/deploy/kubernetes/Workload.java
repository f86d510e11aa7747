package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What makes pods, or is one. */
record Workload(Manifest manifest) {
  static final String COMPONENT = "app.kubernetes.io/component";

  /** The pods' own specification. */
  Tree pod() {
    return manifest.is("Pod") ? manifest.tree().at("spec") : manifest.spec("template", "spec");
  }

  /** Labels of the pods. */
  Map<String, String> labels() {
    return manifest.is("Pod")
        ? manifest.labels()
        : Manifest.texts(manifest.spec("template", "metadata", "labels"));
  }

  Map<String, String> annotations() {
    return Manifest.texts(
        manifest.is("Pod")
            ? manifest.tree().at("metadata", "annotations")
            : manifest.spec("template", "metadata", "annotations"));
  }

  /** What the pods are for: learner, coordinator, worker, or nothing of these. */
  String component() {
    return labels().getOrDefault(COMPONENT, "");
  }

  List<Container> containers() {
    return Stream.of("initContainers", "containers")
        .flatMap(list -> pod().at(list).list().stream())
        .map(container -> new Container(this, container))
        .toList();
  }

  /** The container that is a process of Belay. */
  Container main() {
    return new Container(this, pod().at("containers").list().getFirst());
  }

  /** A volume of the pods, or the claim of a StatefulSet that stands for one. */
  Optional<Tree> volume(String name) {
    return Stream.concat(
            pod().at("volumes").list().stream(),
            manifest.spec("volumeClaimTemplates").list().stream())
        .filter(volume ->
            volume.at("name").textOr("").equals(name)
                || volume.at("metadata", "name").textOr("").equals(name))
        .findFirst();
  }

  boolean onHostNetwork() {
    return pod().at("hostNetwork").textOr("").equals("true");
  }

  /** Pods at once, as far as it is written. */
  int replicas() {
    return manifest.spec("replicas").present() ? manifest.spec("replicas").number() : 1;
  }

  @Override
  public String toString() {
    return manifest.toString();
  }
}

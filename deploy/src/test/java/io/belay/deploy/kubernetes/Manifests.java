package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects of an overlay or of the chart. Used by one thread. */
final class Manifests {
  private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "Job", "Pod");

  private final String name;
  private final String text;
  private final List<Manifest> objects;
  private @Nullable List<BelayProcess> processes;

  private Manifests(String name, String text, List<Manifest> objects) {
    this.name = name;
    this.text = text;
    this.objects = objects;
  }

  /**
   * Reads objects from YAML.
   *
   * @param name of where they are from
   */
  static Manifests parse(String name, String text) {
    return new Manifests(name, text, YamlText.documents(text).stream().map(Manifest::new).toList());
  }

  /** The same objects but for one, which is replaced, and further ones. */
  Manifests with(Manifest old, List<Manifest> replacements) {
    List<Manifest> changed = new ArrayList<>(objects);
    int place = changed.indexOf(old);
    changed.remove(place);
    changed.addAll(place, replacements);
    return new Manifests(name, text, changed);
  }

  /** What they were read from. */
  String text() {
    return text;
  }

  List<Manifest> objects() {
    return objects;
  }

  Stream<Manifest> of(String kind) {
    return objects.stream().filter(manifest -> manifest.is(kind));
  }

  Optional<Manifest> find(String kind, String called) {
    return of(kind).filter(manifest -> manifest.name().equals(called)).findFirst();
  }

  /** What makes pods. */
  List<Workload> workloads() {
    return objects.stream()
        .filter(manifest -> WORKLOADS.contains(manifest.kind()))
        .map(Workload::new)
        .toList();
  }

  /** The workloads whose pods a selector of labels takes. */
  List<Workload> selected(Tree selector) {
    return workloads().stream()
        .filter(workload -> LabelSelector.matches(selector, workload.labels()))
        .toList();
  }

  /** Each container of each workload. */
  Stream<Container> containers() {
    return workloads().stream().flatMap(workload -> workload.containers().stream());
  }

  /** The process of each container, as the code reads its arguments and variables. */
  List<BelayProcess> processes() {
    List<BelayProcess> read = processes;
    if (read == null) {
      read = containers().map(container -> BelayProcess.of(this, container)).toList();
      processes = read;
    }
    return read;
  }

  /** The processes of a role that were read without a problem. */
  Stream<BelayProcess> role(String role) {
    return processes().stream()
        .filter(process -> process.setup().isPresent() && process.role().equals(role));
  }

  @Override
  public String toString() {
    return name;
  }
}

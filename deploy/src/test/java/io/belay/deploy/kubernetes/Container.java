package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A container of a pod. */
record Container(Workload workload, Tree tree) {
  static final List<String> PROBES = List.of("startupProbe", "readinessProbe", "livenessProbe");

  String name() {
    return tree.at("name").textOr("");
  }

  String image() {
    return tree.at("image").textOr("");
  }

  /** Behind the image's entry point. */
  List<String> arguments() {
    return tree.at("args").list().stream().map(Tree::text).toList();
  }

  /** The role or command, the first argument. */
  String command() {
    return arguments().isEmpty() ? "" : arguments().getFirst();
  }

  /** Numbers of ports by their names. */
  Map<String, Integer> ports() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (Tree port : tree.at("ports").list()) {
      ports.put(port.at("name").textOr(""), port.at("containerPort").number());
    }
    return ports;
  }

  /** The number of a port that is given by number or name. */
  Optional<Integer> port(Tree given) {
    return given.value() instanceof Integer number
        ? Optional.of(number)
        : Optional.ofNullable(ports().get(given.textOr("")));
  }

  /** Probes that are there, by their fields' names. */
  Map<String, Tree> probes() {
    Map<String, Tree> probes = new LinkedHashMap<>();
    PROBES.stream()
        .filter(probe -> tree.at(probe).present())
        .forEach(probe -> probes.put(probe, tree.at(probe)));
    return probes;
  }

  Stream<Tree> mounts() {
    return tree.at("volumeMounts").list().stream();
  }

  @Override
  public String toString() {
    return workload + " container " + name();
  }
}

package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object as it is given to Kubernetes. */
record Manifest(Tree tree) {

  String apiVersion() {
    return tree.at("apiVersion").textOr("");
  }

  String kind() {
    return tree.at("kind").textOr("");
  }

  boolean is(String kind) {
    return kind().equals(kind);
  }

  String name() {
    return tree.at("metadata", "name").textOr("");
  }

  String namespace() {
    return tree.at("metadata", "namespace").textOr("");
  }

  Map<String, String> labels() {
    return texts(tree.at("metadata", "labels"));
  }

  Tree spec(String... path) {
    return tree.at("spec").at(path);
  }

  /** A map of texts, such as labels; empty where there is none. */
  static Map<String, String> texts(Tree map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.keys().forEach(key -> texts.put(key, map.at(key).textOr("")));
    return texts;
  }

  @Override
  public String toString() {
    return kind() + "/" + name();
  }
}

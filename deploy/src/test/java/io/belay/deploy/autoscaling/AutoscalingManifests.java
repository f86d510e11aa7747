package io.belay.deploy.autoscaling;

import io.belay.deploy.monitoring.Tree;
import java.nio.file.Path;

/** The autoscaling components as they are shipped. */
final class AutoscalingManifests {
  private static final Path COMPONENTS = Path.of("kubernetes", "components");

  private AutoscalingManifests() {}

  static Tree autoscaler() {
    return Tree.read(COMPONENTS.resolve("autoscaling/horizontalpodautoscaler.yaml"));
  }

  static Tree scaledObject() {
    return Tree.read(COMPONENTS.resolve("keda/scaledobject.yaml"));
  }

  static Tree recordingRules() {
    return Tree.read(COMPONENTS.resolve("autoscaling/signal/prometheusrule.yaml"));
  }

  static Tree adapter() {
    return Tree.read(COMPONENTS.resolve("autoscaling/prometheus-adapter.yaml"));
  }
}

package io.belay.learner.theory.compatible;

import io.belay.learner.theory.instance.Instance;
import io.belay.learner.theory.instance.Instances;
import java.util.List;
import java.util.stream.Stream;

/** Policies that can express everything, and log-linear ones that cannot. */
final class CompatibleInstances {
  private CompatibleInstances() {}

  static List<Instance> all() {
    return Stream.concat(
            Instances.softmax().stream().skip(1).limit(3), Instances.logLinear().stream())
        .toList();
  }
}

package io.belay.learner.theory.gradients;

import io.belay.learner.theory.instance.Instance;
import io.belay.learner.theory.instance.Instances;
import java.util.List;

/** Where estimators are tried: two MDPs whose episodes end, and one whose never do. */
final class SampledInstances {
  private SampledInstances() {}

  static List<Instance> all() {
    return List.of(
        Instances.softmax(Instances.mdp("tree", 0.9), 5),
        Instances.softmax(Instances.mdp("gridworld:3x3,0.2", 0.8), 5),
        Instances.softmax(Instances.mdp("garnet:5,3,3,1", 0.8), 5));
  }

  /** b = 0. */
  static double[] nothing(Instance instance) {
    return new double[instance.mdp().states()];
  }
}

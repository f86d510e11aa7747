package io.belay.learner.reference;

import io.belay.control.RunSpecification;
import io.belay.policy.Categorical;
import io.belay.policy.Policy;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.space.Space;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Policies of every action distribution and every kind of network, for what holds of them all. */
public enum RandomPolicy {
  SOFTMAX_TANH(new Discrete(4), "kind = mlp, hidden = [9, 20], activation = tanh"),
  SOFTMAX_RELU(new Discrete(2), "kind = mlp, hidden = [17], activation = relu"),
  LOG_LINEAR(new Discrete(3), "kind = log-linear, features { kind = polynomial, order = 2 }"),
  GAUSSIAN(Box.uniform(2, -1f, 1f), "kind = mlp, hidden = [8, 8], activation = tanh"),
  STATE_DEPENDENT_GAUSSIAN(
      Box.uniform(2, -1f, 1f),
      "kind = mlp, hidden = [8], activation = tanh, standard-deviation = state-dependent");

  /** Rows of a batch; not a multiple of a chunk. */
  public static final int ROWS = 75;

  private final RunSpecification specification;
  private final Policy policy;

  RandomPolicy(Space actions, String settings) {
    specification =
        new RunSpecification(
            "random",
            RecipeLoader.parse(
                """
                environment.id = Random-v0
                policy { %s }
                critic.hidden = [8]
                sampling { lanes = 25, block-size = 25, fragment-length = 3 }
                algorithm { name = ppo, minibatch-size = 75 }
                training.environment-steps = 100000
                """
                    .formatted(settings),
                "random"),
            new EnvironmentSpec(
                "Random-v0",
                Box.uniform(3, -9f, 9f),
                actions,
                OptionalInt.empty(),
                OptionalDouble.empty(),
                false));
    policy = Policy.of(specification.recipe(), specification.environment());
  }

  /** Three steps of 25 lanes. */
  public RunSpecification specification() {
    return specification;
  }

  public Policy policy() {
    return policy;
  }

  /** Initial parameters with noise of deviation ½, so that no action is as likely as another. */
  public float[] parameters(SplittableRandom random) {
    float[] parameters = policy.initialParameters(random.nextLong());
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += (float) (0.5 * random.nextGaussian());
    }
    return parameters;
  }

  /** What the network reads: standard normals, {@code [ROWS, inputSize]}. */
  public float[] inputs(SplittableRandom random) {
    return normals(random, ROWS * policy.inputSize());
  }

  /** Actions, {@code [ROWS, actionSize]}. */
  public float[] actions(SplittableRandom random) {
    float[] actions = normals(random, ROWS * policy.actionSize());
    if (policy.distribution() instanceof Categorical categorical) {
      for (int r = 0; r < ROWS; r++) {
        actions[r] = random.nextInt(categorical.actions());
      }
    }
    return actions;
  }

  /** A direction of parameters: standard normals. */
  public float[] direction(SplittableRandom random) {
    return normals(random, policy.layout().size());
  }

  /** All rows in their order. */
  public static int[] everyRow() {
    return IntStream.range(0, ROWS).toArray();
  }

  /** Standard normals. */
  public static float[] normals(SplittableRandom random, int length) {
    float[] normals = new float[length];
    for (int i = 0; i < length; i++) {
      normals[i] = (float) random.nextGaussian();
    }
    return normals;
  }
}

package io.belay.learner.reference;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.control.RunSpecification;
import io.belay.learner.algorithm.Batch;
import io.belay.policy.Policy;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.LaneCarry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One of the two policies of {@code policy_gradient_reference.json}, its batch of 32 rows as one
 * step of 32 lanes, and what must come out of it.
 */
public final class ReferencePolicy {
  /** Rows of the reference batch. */
  public static final int ROWS = 32;

  private final Config reference;
  private final RunSpecification specification;

  private ReferencePolicy(String name) {
    reference =
        ConfigFactory.parseResources("pytorch/policy_gradient_reference.json").getConfig(name);
    List<Integer> sizes = reference.getIntList("sizes");
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "Reference-v0",
            Box.uniform(sizes.getFirst(), Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY),
            name.equals("categorical")
                ? new Discrete(sizes.getLast())
                : Box.uniform(sizes.getLast(), -1f, 1f),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            false);
    specification = new RunSpecification("reference", recipe(reference), environment);
  }

  /** The reference of this name, {@code categorical} or {@code gaussian}. */
  public static ReferencePolicy load(String name) {
    return new ReferencePolicy(name);
  }

  /** A number among the expected ones. */
  public double expected(String key) {
    return reference.getDouble("expected." + key);
  }

  /** A vector among the expected ones. */
  public float[] expectedVector(String key) {
    return floats(reference.getDoubleList("expected." + key));
  }

  public RunSpecification specification() {
    return specification;
  }

  public Policy policy() {
    return Policy.of(specification.recipe(), specification.environment());
  }

  /** θ. */
  public float[] parameters() {
    return flat("parameters");
  }

  /** θ of the policy that sampled. */
  public float[] behaviourParameters() {
    return flat("behaviourParameters");
  }

  /** {@code [32, observationSize]}. */
  public float[] observations() {
    return nested("observations");
  }

  /** {@code [32, actionSize]}. */
  public float[] actions() {
    return nested("actions");
  }

  /** {@code [32]}. */
  public float[] advantages() {
    return nested("advantages");
  }

  /** The reference rows as a batch. */
  public Batch batch() {
    BlockShape shape = specification.shapeOf(0);
    LaneCarry carry = new LaneCarry(new double[0], 0, 0, new double[0], 0);
    Batch batch = new Batch(specification);
    batch.assemble(
        List.of(
            new BlockTrajectory(
                shape,
                observations(),
                actions(),
                expectedVector("behaviourLogProbabilities"),
                new float[ROWS],
                new byte[ROWS],
                new byte[ROWS],
                new float[0],
                observations(),
                List.of(),
                Collections.nCopies(ROWS, carry))));
    return batch;
  }

  private float[] flat(String set) {
    List<Double> all = new ArrayList<>();
    for (String name : reference.getStringList("parameterOrder")) {
      flatten(reference.getConfig(set).getList(name).unwrapped(), all);
    }
    return floats(all);
  }

  private float[] nested(String key) {
    List<Double> all = new ArrayList<>();
    flatten(reference.getList(key).unwrapped(), all);
    return floats(all);
  }

  private static void flatten(List<?> values, List<Double> out) {
    for (Object value : values) {
      if (value instanceof List<?> list) {
        flatten(list, out);
      } else {
        out.add(((Number) value).doubleValue());
      }
    }
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }

  /** PPO without anything beside the clipped objective. */
  private static Recipe recipe(Config reference) {
    List<Integer> sizes = reference.getIntList("sizes");
    return RecipeLoader.parse(
        """
        environment.id = Reference-v0
        policy { hidden = %s, activation = tanh }
        critic.hidden = [8]
        sampling { lanes = 32, block-size = 32, fragment-length = 1 }
        algorithm { name = ppo, minibatch-size = 32, clip-range = %s, clip-range-schedule = constant, entropy-coefficient = 0 }
        training.environment-steps = 1000
        """
            .formatted(
                sizes.subList(1, sizes.size() - 1), reference.getDouble("expected.clipRange")),
        "reference");
  }

  /** The tolerance of the reference: 10⁻⁴ of the largest entry. */
  public static float tolerance(float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    return 1e-4f * largest;
  }
}

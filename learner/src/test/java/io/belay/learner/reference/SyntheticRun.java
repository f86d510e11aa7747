package io.belay.learner.reference;

import io.belay.control.RunSpecification;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.Update;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.Policy;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.LaneCarry;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.SplittableRandom;

/** A batch that no worker sampled, and what an update needs beside it. */
public final class SyntheticRun {
  private final RunSpecification specification;
  private final Policy policy;
  private final Critic critic;
  private final float[] actor;
  private final float[] criticParameters;
  private final Batch batch;
  private final BatchValues values;

  private SyntheticRun(
      RunSpecification specification, float[] actor, float[] observations, float[] actions) {
    this.specification = specification;
    this.actor = actor;
    policy = Policy.of(specification.recipe(), specification.environment());
    critic = Critic.of(specification.recipe(), specification.environment());
    criticParameters = critic.initialParameters(1);
    int rows = specification.stepsPerIteration();
    int lanes = specification.recipe().sampling().lanes();
    batch = new Batch(specification);
    batch.assemble(
        List.of(
            new BlockTrajectory(
                specification.shapeOf(0),
                observations,
                actions,
                new float[rows],
                new float[rows],
                new byte[rows],
                new byte[rows],
                new float[0],
                new float[lanes * policy.observationSize()],
                List.of(),
                Collections.nCopies(lanes, new LaneCarry(new double[0], 0, 0, new double[0], 0)))));
    values = new BatchValues(policy, critic, rows);
    values.estimate(batch, NormaliserStatistics.NONE, criticParameters, new Crew(1));
  }

  /** Random observations and actions under a random policy. */
  public static SyntheticRun random(RandomPolicy kind, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] observations =
        RandomPolicy.normals(random, RandomPolicy.ROWS * kind.policy().observationSize());
    return new SyntheticRun(
        kind.specification(), kind.parameters(random), observations, kind.actions(random));
  }

  /**
   * Every action of every state once, under the uniform tabular policy: row s · actions + a, so
   * that the mean over rows is the expectation over uniform states and a ~ π(·|s).
   */
  public static SyntheticRun everyAction(int states, int actions) {
    int rows = states * actions;
    RunSpecification specification =
        new RunSpecification(
            "synthetic",
            RecipeLoader.parse(
                """
                environment.id = Synthetic-v0
                policy.kind = tabular
                critic.hidden = [8]
                sampling { lanes = %d, block-size = %d, fragment-length = 1 }
                algorithm { name = ppo, minibatch-size = %d }
                training.environment-steps = 100000
                """
                    .formatted(rows, rows, rows),
                "synthetic"),
            new EnvironmentSpec(
                "Synthetic-v0",
                new Discrete(states),
                new Discrete(actions),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                false));
    float[] observed = new float[rows];
    float[] taken = new float[rows];
    for (int r = 0; r < rows; r++) {
      observed[r] = r / actions;
      taken[r] = r % actions;
    }
    return new SyntheticRun(specification, new float[rows], observed, taken);
  }

  /** One update of the actor; the critic's targets are the advantages over its values. */
  public SequencedMap<String, Double> improve(Update update, float[] advantages) {
    float[] returns = advantages.clone();
    for (int r = 0; r < returns.length; r++) {
      returns[r] += values.values()[r];
    }
    return update.improve(actor, criticParameters, batch, values, advantages, returns, 0);
  }

  public Policy policy() {
    return policy;
  }

  public Critic critic() {
    return critic;
  }

  /** θ, which updates move. */
  public float[] actor() {
    return actor;
  }

  public Batch batch() {
    return batch;
  }

  public BatchValues values() {
    return values;
  }

  /** Rows of the batch. */
  public int rows() {
    return specification.stepsPerIteration();
  }
}

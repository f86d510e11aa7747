package io.belay.learner.differences;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.belay.control.RunSpecification;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
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
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A policy of some class and a critic at random parameters, with a batch of one step of {@value
 * #ROWS} lanes: everything is drawn from a seed.
 *
 * <p>Observations are drawn again as long as they lie next to a kink of the networks or of a bound,
 * where there is no derivative to compare.
 */
public final class PolicyCase {
  /** More than one chunk of rows, the last one not full. */
  public static final int ROWS = 37;

  private static final double SMALLEST_DISTANCE_TO_KINK = 2e-3;
  private static final int CRITIC_HIDDEN = 7;

  private final RandomGenerator random;
  private final PolicyClass policyClass;
  private final long seed;
  private final RunSpecification specification;
  private final Policy policy;
  private final Critic critic;
  private final DoublePolicy reference;
  private final DoubleNetwork referenceCritic;
  private final float[] actor;
  private final float[] criticParameters;
  private final float[] observations;
  private final float[] actions;

  /**
   * A case.
   *
   * @param algorithm settings of the recipe's algorithm in HOCON, from its name on
   */
  public PolicyCase(PolicyClass policyClass, String algorithm, long seed) {
    this.policyClass = policyClass;
    this.seed = seed;
    random = new SplittableRandom(seed);
    specification = specification(policyClass, algorithm);
    policy = Policy.of(specification.recipe(), specification.environment());
    critic = Critic.of(specification.recipe(), specification.environment());
    reference = policyClass.reference();
    int encoded = policy.encoder().size();
    referenceCritic = new DoubleNetwork(new int[] {encoded, CRITIC_HIDDEN, 1}, false, true);
    actor = perturbed(policy.initialParameters(seed), 0.4);
    criticParameters = perturbed(critic.initialParameters(seed), 0.4);
    observations = new float[ROWS * policy.observationSize()];
    actions = new float[ROWS * policy.actionSize()];
    for (int r = 0; r < ROWS; r++) {
      observe(r);
      act(r);
    }
  }

  /** Every class of policies with each of two seeds, as arguments of a test. */
  public static Stream<Arguments> classesAndSeeds() {
    return PolicyClass.all()
        .flatMap(policyClass -> Stream.of(arguments(policyClass, 1L), arguments(policyClass, 2L)));
  }

  private static RunSpecification specification(PolicyClass policyClass, String algorithm) {
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "Differences-v0",
            policyClass.observationSpace(),
            policyClass.actionSpace(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            false);
    return new RunSpecification(
        "differences",
        RecipeLoader.parse(
            """
            environment.id = Differences-v0
            policy { %s }
            critic.hidden = [%d]
            sampling { lanes = %d, block-size = %d, fragment-length = 1 }
            algorithm { %s }
            training.environment-steps = 1000
            """
                .formatted(policyClass.settings(), CRITIC_HIDDEN, ROWS, ROWS, algorithm),
            "differences"),
        environment);
  }

  private void observe(int r) {
    int width = policy.observationSize();
    do {
      for (int i = 0; i < width; i++) {
        observations[r * width + i] =
            specification.environment().observationSpace() instanceof Discrete discrete
                ? random.nextInt(discrete.n())
                : (float) random.nextDouble(-0.95, 0.95);
      }
    } while (reference.distanceToKink(doubles(actor), observation(r)) < SMALLEST_DISTANCE_TO_KINK);
  }

  private void act(int r) {
    int width = policy.actionSize();
    double[] statistics = reference.statistics(doubles(actor), observation(r));
    for (int i = 0; i < width; i++) {
      actions[r * width + i] =
          policyClass.actions() == PolicyClass.Actions.CATEGORICAL
              ? random.nextInt(statistics.length)
              : (float) (statistics[i] + Math.exp(statistics[width + i]) * random.nextGaussian());
    }
  }

  /** The numbers with Gaussian noise of this deviation added. */
  public float[] perturbed(float[] numbers, double deviation) {
    float[] perturbed = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      perturbed[i] = (float) (numbers[i] + deviation * random.nextGaussian());
    }
    return perturbed;
  }

  /** One standard normal for every row. */
  public float[] normals() {
    return perturbed(new float[ROWS], 1);
  }

  /** Numbers uniform in [from, to), one for every row. */
  public float[] uniform(double from, double to) {
    float[] numbers = new float[ROWS];
    for (int r = 0; r < ROWS; r++) {
      numbers[r] = (float) random.nextDouble(from, to);
    }
    return numbers;
  }

  /** log π of behaviour policies that the present one differs from by these importance ratios. */
  public float[] behaviour(float[] ratios) {
    float[] behaviour = new float[ROWS];
    for (int r = 0; r < ROWS; r++) {
      behaviour[r] = (float) (logProbability(doubles(actor), r) - Math.log(ratios[r]));
    }
    return behaviour;
  }

  /** The case's rows as a batch, where every step's reward is 0 and no episode ends. */
  public Batch batch(float[] behaviourLogProbabilities) {
    LaneCarry carry = new LaneCarry(new double[0], 0, 0, new double[0], 0);
    Batch batch = new Batch(specification);
    batch.assemble(
        List.of(
            new BlockTrajectory(
                specification.shapeOf(0),
                observations,
                actions,
                behaviourLogProbabilities,
                new float[ROWS],
                new byte[ROWS],
                new byte[ROWS],
                new float[0],
                observations,
                List.of(),
                Collections.nCopies(ROWS, carry))));
    return batch;
  }

  /** What the networks read of a batch, and its values by some critic's parameters. */
  public BatchValues values(Batch batch, float[] valuesBy) {
    BatchValues values = new BatchValues(policy, critic, ROWS);
    values.estimate(batch, NormaliserStatistics.NONE, valuesBy, new Crew(1));
    return values;
  }

  /** Mean over rows. */
  public static double mean(IntToDoubleFunction ofRow) {
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      sum += ofRow.applyAsDouble(r);
    }
    return sum / ROWS;
  }

  /** log π(aᵣ|sᵣ) at some parameters, in double. */
  public double logProbability(double[] parameters, int r) {
    int width = policy.actionSize();
    double[] action = new double[width];
    for (int i = 0; i < width; i++) {
      action[i] = actions[r * width + i];
    }
    return reference.logProbability(parameters, observation(r), action);
  }

  /** H(π(·|sᵣ)) at some parameters, in double. */
  public double entropy(double[] parameters, int r) {
    return reference.entropy(parameters, observation(r));
  }

  /** KL(π(·|sᵣ) ‖ π′(·|sᵣ)) between two parameters, in double. */
  public double divergence(double[] parameters, double[] other, int r) {
    return reference.divergence(parameters, other, observation(r));
  }

  /** Logits, or means and log σ, of a row at some parameters, in double. */
  public double[] statistics(double[] parameters, int r) {
    return reference.statistics(parameters, observation(r));
  }

  /** V(sᵣ) at some of the critic's parameters, in double. */
  public double value(double[] parameters, int r) {
    double[] observation = observation(r);
    if (specification.environment().observationSpace() instanceof Discrete) {
      observation = PolicyClass.Function.TABULAR.features(observation);
    }
    return referenceCritic.apply(parameters, observation)[0];
  }

  private double[] observation(int r) {
    int width = policy.observationSize();
    double[] observation = new double[width];
    for (int i = 0; i < width; i++) {
      observation[i] = observations[r * width + i];
    }
    return observation;
  }

  /** The same numbers in double. */
  public static double[] doubles(float[] numbers) {
    double[] doubles = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      doubles[i] = numbers[i];
    }
    return doubles;
  }

  public RunSpecification specification() {
    return specification;
  }

  public Policy policy() {
    return policy;
  }

  public Critic critic() {
    return critic;
  }

  /** θ of the policy; a copy. */
  public float[] actor() {
    return actor.clone();
  }

  /** Parameters of the critic; a copy. */
  public float[] criticParameters() {
    return criticParameters.clone();
  }

  public float[] actions() {
    return actions;
  }

  @Override
  public String toString() {
    return policyClass + ", seed=" + seed;
  }
}

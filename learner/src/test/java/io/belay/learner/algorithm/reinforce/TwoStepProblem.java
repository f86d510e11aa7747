package io.belay.learner.algorithm.reinforce;

import io.belay.control.RunSpecification;
import io.belay.learner.algorithm.Batch;
import io.belay.policy.Policy;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.trajectory.LaneCarry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * A decision of two steps, small enough that its policy gradient is known: in state 0 action a
 * leads to state 1 + a or, one time in four, to the other one; what is done there ends the episode.
 * The policy is a softmax over a table {@code [3, 2]}.
 */
final class TwoStepProblem {
  static final int STATES = 3;
  static final int LANES = 6;

  /** Steps of a fragment: two episodes. */
  static final int STEPS = 4;

  private static final double SLIP = 0.25;

  /** Mean reward of (state, action); what is paid is 1 more or less, with equal chance. */
  private static final double[] REWARDS = {1, 0.5, 4, 3, 0, 2};

  static final float[] TABLE = {0.3f, -0.2f, 0.1f, 0.6f, -0.5f, 0.2f};

  final double discount;
  final RunSpecification specification;

  TwoStepProblem(double discount) {
    this.discount = discount;
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "TwoStep-v0",
            new Discrete(STATES),
            new Discrete(2),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            true);
    specification =
        new RunSpecification(
            "two-step",
            RecipeLoader.parse(
                """
                environment.id = TwoStep-v0
                policy.kind = tabular
                critic.hidden = []
                sampling { lanes = %d, block-size = %d, fragment-length = %d }
                algorithm { name = ppo, minibatch-size = %d }
                training.environment-steps = 1000
                """
                    .formatted(LANES, LANES, STEPS, LANES * STEPS),
                "two-step"),
            environment);
  }

  Policy policy() {
    return Policy.of(specification.recipe(), specification.environment());
  }

  double probability(int state, int action) {
    double exp0 = Math.exp(TABLE[2 * state]);
    double exp1 = Math.exp(TABLE[2 * state + 1]);
    return (action == 0 ? exp0 : exp1) / (exp0 + exp1);
  }

  /** P(s₁ = state | a₀ = action). */
  private static double transition(int action, int state) {
    return state == 1 + action ? 1 - SLIP : SLIP;
  }

  double actionValue(int state, int action) {
    double value = REWARDS[2 * state + action];
    if (state == 0) {
      for (int next = 1; next < STATES; next++) {
        value += discount * transition(action, next) * value(next);
      }
    }
    return value;
  }

  double value(int state) {
    return probability(state, 0) * actionValue(state, 0)
        + probability(state, 1) * actionValue(state, 1);
  }

  /**
   * Σₜ wₜ Σₛ P(sₜ = s) π(a|s) (Q(s, a) − V(s)), the policy gradient by θ(s, a), for w₀ = 1 and w₁
   * as given: w₁ = γ makes it ∇V(μ), AJKS eq. for the softmax parametrization.
   */
  double[] gradient(double secondStepWeight) {
    double[] gradient = new double[TABLE.length];
    for (int state = 0; state < STATES; state++) {
      double visits = 1;
      if (state > 0) {
        visits =
            secondStepWeight
                * (probability(0, 0) * transition(0, state)
                    + probability(0, 1) * transition(1, state));
      }
      for (int action = 0; action < 2; action++) {
        gradient[2 * state + action] =
            visits * probability(state, action) * (actionValue(state, action) - value(state));
      }
    }
    return gradient;
  }

  /** Fills a batch with two whole episodes of each lane. */
  void sample(SplittableRandom random, Batch batch) {
    BlockShape shape = specification.shapeOf(0);
    float[] observations = new float[shape.cells()];
    float[] actions = new float[shape.cells()];
    float[] logProbabilities = new float[shape.cells()];
    float[] rewards = new float[shape.cells()];
    byte[] terminated = new byte[shape.cells()];
    List<EpisodeEnd> episodes = new ArrayList<>();
    int[] states = new int[LANES];
    for (int cell = 0; cell < shape.cells(); cell++) {
      int lane = cell % LANES;
      int t = cell / LANES;
      int state = states[lane];
      int action = random.nextDouble() < probability(state, 0) ? 0 : 1;
      observations[cell] = state;
      actions[cell] = action;
      logProbabilities[cell] = (float) Math.log(probability(state, action));
      rewards[cell] = (float) (REWARDS[2 * state + action] + (random.nextBoolean() ? 1 : -1));
      if (state == 0) {
        boolean slips = random.nextDouble() < SLIP;
        states[lane] = slips ? 2 - action : 1 + action;
      } else {
        terminated[cell] = 1;
        states[lane] = 0;
        episodes.add(new EpisodeEnd(lane, t, 0, 2, true));
      }
    }
    LaneCarry carry = new LaneCarry(new double[1], 0, 0, new double[0], 0);
    batch.assemble(
        List.of(
            new BlockTrajectory(
                shape,
                observations,
                actions,
                logProbabilities,
                rewards,
                terminated,
                new byte[shape.cells()],
                new float[0],
                new float[LANES],
                episodes,
                Collections.nCopies(LANES, carry))));
  }
}

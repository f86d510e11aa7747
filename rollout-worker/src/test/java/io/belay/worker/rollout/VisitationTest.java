package io.belay.worker.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.control.RunSpecification;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.Policy;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.worker.environment.EnvironmentRegistration;
import org.junit.jupiter.api.Test;

/**
 * The uniform policy on the {@link Chain}, restarted in the middle cell: μ is that cell, ρ the
 * first one; γ = 0.8 where nothing else is said.
 */
class VisitationTest {
  private static final int LANES = 100;
  private static final int STEPS = 4_000;
  private static final double DISCOUNT = 0.8;

  /*
   * 400 000 steps are N = 80 000 trajectories of L steps, E L = 1/(1 − γ) = 5, E L² = (1 + γ)/(1 − γ)² = 45. With X of a trajectory's
   * steps in a cell whose share is d, |X − d L| ≤ L, so the standard error of the share is at most √45 ÷ (5 √N) < 0.0048.
   * All lanes begin with a new trajectory, which shifts shares by Σ γⁿ ÷ STEPS = 0.00125 at most. Five errors and that:
   */
  private static final double BOUND = 0.026;

  @Test
  void discountedVisitationIsThatOfTheLecture() {
    // d = (1 − γ) μ + γ Pᵀ d with P(·|s) = ½ on the first cell, ½ on the next:
    //   d₀ = 0.8 · ½ = 0.4,  d₁ = 0.2 + 0.4 d₀ = 0.36,  d₂ = 0.4 (d₁ + d₂) = 0.24
    double[] shares = shares(sample("discounted", DISCOUNT, false, LANES, STEPS));
    assertThat(shares).containsExactly(new double[] {0.4, 0.36, 0.24}, within(BOUND));
  }

  @Test
  void undiscountedVisitationIsTheStationaryDistribution() {
    // d = Pᵀ d: ½, ¼, ¼, whatever μ is; the distance from the discounted one is four bounds.
    double[] shares = shares(sample("undiscounted", DISCOUNT, false, LANES, STEPS));
    assertThat(shares).containsExactly(new double[] {0.5, 0.25, 0.25}, within(0.01));
    assertThat(0.5 - 0.4).isGreaterThan(3 * BOUND);
  }

  @Test
  void whereTheEnvironmentEndsSharesAreThoseAmongTheOtherStates() {
    // d₀ = 0.4 (d₀ + d₁) and d₁ = 0.2 + 0.4 d₀: 2/11 and 3/11, the rest is the end; undiscounted
    // it is ½ and ½. Trajectories are shorter, E L = 25/11 and N = 176 000, their E L² below 45:
    // an error of at most √45 ÷ (25/11 · √N) < 0.0071.
    double[] shares = shares(sample("discounted", DISCOUNT, true, LANES, STEPS));
    assertThat(shares).containsExactly(new double[] {0.4, 0.6, 0}, within(0.036));
    assertThat(shares(sample("undiscounted", DISCOUNT, true, LANES, STEPS)))
        .containsExactly(new double[] {0.5, 0.5, 0}, within(0.036));
  }

  @Test
  void theMeanReturnOfCutTrajectoriesIsTheDiscountedValue() {
    // V(μ) = Σ d(s) r(s) ÷ (1 − γ) = 5 · ½ (d₁ + d₂) = 1.5. A return is at most L: its deviation is
    // below √45, the mean's over 80 000 below 0.024.
    BlockTrajectory trajectory = sample("discounted", DISCOUNT, false, LANES, STEPS);
    double mean =
        trajectory.episodes().stream()
            .mapToDouble(EpisodeEnd::episodeReturn)
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(1.5, within(0.12));
  }

  @Test
  void aCutTruncatesAndKeepsTheFinalObservationAndRestartsFromTheRestartDistribution() {
    BlockTrajectory trajectory = sample("discounted", DISCOUNT, true, 1, STEPS);
    float[] observations = trajectory.observations();
    int finals = 0;
    int terminations = 0;
    for (int t = 0; t < STEPS - 1; t++) {
      float reached = Chain.after(observations[t], trajectory.actions()[t]);
      assertThat(trajectory.terminated()[t]).isEqualTo((byte) (reached == 2 ? 1 : 0));
      if (trajectory.terminated()[t] == 1) {
        terminations++;
        assertThat(trajectory.truncated()[t]).as("the environment's end wins").isZero();
        assertThat(observations[t + 1]).isEqualTo(1);
      } else if (trajectory.truncated()[t] == 1) {
        assertThat(trajectory.finalObservations()[finals++]).isEqualTo(reached);
        assertThat(observations[t + 1]).isEqualTo(1);
      } else {
        assertThat(observations[t + 1]).isEqualTo(reached);
      }
    }
    assertThat(terminations).isGreaterThan(100);
    assertThat(finals).isGreaterThan(100);
    assertThat(trajectory.episodes()).filteredOn(EpisodeEnd::terminated).hasSize(terminations);
    assertThat(trajectory.episodes().size() - terminations).isEqualTo(finals);
  }

  @Test
  void aDiscountOfOneCutsNothing() {
    assertThat(LaneView.of(sample("discounted", 1, false, 3, 500), 0))
        .isEqualTo(LaneView.of(sample("undiscounted", 1, false, 3, 500), 0));
  }

  @Test
  void aDiscountOfZeroCutsAfterEveryStep() {
    BlockTrajectory trajectory = sample("discounted", 0, false, 3, 50);
    assertThat(trajectory.observations()).containsOnly(1);
    assertThat(trajectory.truncated()).containsOnly(1);
    assertThat(trajectory.finalObservations()).hasSize(150).containsOnly(0, 2);
  }

  @Test
  void cutsDisturbNoOtherDraw() {
    BlockTrajectory cut = sample("discounted", 0.99, false, 1, 500);
    BlockTrajectory whole = sample("undiscounted", 0.99, false, 1, 500);
    int first = cut.episodes().getFirst().step();
    assertThat(first).isBetween(1, 498);
    for (int t = 0; t <= first; t++) {
      assertThat(cut.observations()[t]).isEqualTo(whole.observations()[t]);
      assertThat(cut.actions()[t]).isEqualTo(whole.actions()[t]);
    }
    // The policy is uniform: its actions are its noise, whatever it sees.
    assertThat(cut.actions()).isEqualTo(whole.actions());
    assertThat(cut.observations()).isNotEqualTo(whole.observations());
  }

  private static double[] shares(BlockTrajectory trajectory) {
    double[] shares = new double[3];
    for (float cell : trajectory.observations()) {
      shares[(int) cell] += 1.0 / trajectory.observations().length;
    }
    return shares;
  }

  private static BlockTrajectory sample(
      String visitation, double discount, boolean lastCellEnds, int lanes, int steps) {
    EnvironmentRegistration chain = Chain.registration(lastCellEnds);
    String text =
        """
        environment.id = Chain-v0
        policy.kind = tabular
        sampling {
          lanes = %1$d, block-size = %1$d, fragment-length = %2$d, visitation = %3$s
          restart { kind = fixed, state = [1] }
        }
        algorithm { name = ppo, discount = %4$s }
        """
            .formatted(lanes, steps, visitation, discount);
    Recipe recipe = RecipeLoader.parse(text, "chain");
    RunSpecification specification = new RunSpecification("run", recipe, chain.spec());
    Policy policy = Policy.of(recipe, chain.spec());
    PolicySnapshot uniform =
        PolicySnapshot.publish(0, new float[policy.layout().size()], NormaliserStatistics.NONE);
    try (BlockSampler sampler = new BlockSampler(specification, 0, chain, policy)) {
      return sampler.sample(0, uniform);
    }
  }
}

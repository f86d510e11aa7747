package io.belay.learner.algorithm.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.advantage.EpisodeEnds;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.FirstOrderSettings;
import io.belay.learner.ledger.TestRun;
import io.belay.recipe.Baseline;
import io.belay.recipe.CriticFitSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReinforceWeightsTest {

  /** {@code [T = 2, L = 3]}. */
  private static final float[] RETURNS = {1, 10, 4, 3, 20, 6};

  private static final float[] ADVANTAGES = {-1, 2, 0, 1, 3, -2};

  @Test
  void theBatchMeanIsThatOfTheOtherLanes() {
    // Lane sums 4, 30, 10. Lane 0 sees (30 + 10) ÷ 4 = 10, lane 1 (4 + 10) ÷ 4 = 3.5, lane 2 (4 +
    // 30) ÷ 4 = 8.5.
    assertThat(weigh(Baseline.BATCH_MEAN))
        .containsExactly(new float[] {-9, 6.5f, -4.5f, -7, 16.5f, -2.5f}, within(1e-6f));
  }

  @Test
  void theCriticsBaselineIsInTheAdvantagesAndNoneLeavesTheReturns() {
    assertThat(weigh(Baseline.CRITIC)).isEqualTo(ADVANTAGES);
    assertThat(weigh(Baseline.NONE)).isEqualTo(RETURNS);
  }

  @Test
  void aStepIsDiscountedByItsAgeWithinItsEpisode() {
    // γ = ½. Lane 0 is 3 steps old at t = 0, ends at t = 1, is new at t = 2: ⅛, 1/16, 1, ½.
    // Lane 1 is new at t = 0 and is truncated at t = 2: 1, ½, ¼, 1.
    byte[] terminated = {0, 0, 1, 0, 0, 0, 0, 0};
    byte[] truncated = {0, 0, 0, 0, 0, 1, 0, 0};
    float[] weights = {1, 1, 1, 1, 1, 1, 1, -4};
    ReinforceWeights.discountByAge(
        new EpisodeEnds(4, 2, terminated, truncated), new int[] {3, 0}, 0.5, weights);
    assertThat(weights).containsExactly(0.125f, 1f, 0.0625f, 0.5f, 1f, 0.25f, 0.5f, -4f);
  }

  private static float[] weigh(Baseline baseline) {
    Batch batch = new Batch(TestRun.specification());
    batch.assemble(
        List.of(
            TestRun.trajectory(TestRun.specification().shapeOf(0)),
            TestRun.trajectory(TestRun.specification().shapeOf(1))));
    float[] weights = new float[RETURNS.length];
    new ReinforceWeights(
            FirstOrderSettings.reinforce(
                0.5,
                baseline,
                false,
                FirstOrderSettings.theGradientItself(),
                new CriticFitSettings(1, 1, FirstOrderSettings.theGradientItself())),
            batch.lanes())
        .weigh(batch, ADVANTAGES, RETURNS, weights);
    return weights;
  }
}

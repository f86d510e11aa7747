package io.belay.learner.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.mdp.FiniteMdp;
import org.junit.jupiter.api.Test;

class ConstantsTest {

  @Test
  void smoothnessConstantsAreTheLecturesWhereRewardsSpanOne() {
    SmoothnessConstants constants = new SmoothnessConstants(0.5, 1);
    assertThat(constants.smoothness()).isEqualTo(64); // 8/(½)³
    assertThat(constants.stepSize()).isEqualTo(1.0 / 64);
    assertThat(constants.barrierSmoothness(3, 6)).isEqualTo(65); // 8·8 + 2·3/6
    assertThat(constants.barrier(0.2, 5)).isEqualTo(0.01, within(1e-17)); // 0.2·½/(2·5)
    assertThat(constants.naturalStepSize(4))
        .isEqualTo(StrictMath.log(4) / 4, within(1e-16)); // ¼ log 4
    // log 4/(½·10) + 4/10
    assertThat(constants.naturalGap(4, 0.5, 10))
        .isEqualTo(StrictMath.log(4) / 5 + 0.4, within(1e-15));
  }

  @Test
  void rewardsAreSpannedTogetherWithTheZeroAfterTheEnd() {
    assertThat(SmoothnessConstants.of(Mdps.two(0.5)).rewardSpan()).isEqualTo(4); // 0 … 4
  }

  @Test
  void smoothnessBoundsTheHessianOfRandomMdps() {
    for (long seed = 1; seed <= 5; seed++) {
      FiniteMdp mdp = Mdps.random(4, 3, 0.8, seed);
      Evaluation evaluation = Evaluation.of(mdp, Mdps.policy(mdp, seed));
      double norm = SoftmaxHessian.of(evaluation, mdp.start()).norm();
      assertThat(norm).isBetween(1e-3, SmoothnessConstants.of(mdp).smoothness());
    }
  }

  @Test
  void mismatchIsTheLargestRatioAndInfiniteWhereNothingStarts() {
    double[] visitation = {0.5, 0.25, 0};
    assertThat(Mismatch.coefficient(visitation, new double[] {0.5, 0.125, 0.375})).isEqualTo(2);
    assertThat(Mismatch.coefficient(visitation, new double[] {0.5, 0.5, 0})).isEqualTo(1);
    assertThat(Mismatch.coefficient(visitation, new double[] {1, 0, 0})).isInfinite();
  }
}

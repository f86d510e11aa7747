package io.belay.learner.algorithm.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PpoLossTest {

  @Test
  void beyondTheClipThereIsNoIncentiveToGoOn() {
    // Good action, ratio above 1 + ε: the objective is flat at 1.2·2.
    assertThat(PpoLoss.objective(1.5f, 2f, 0.2f)).isEqualTo(2.4f);
    assertThat(PpoLoss.policyWeight(1.5f, 2f, 0.2f)).isZero();
    // Bad action, ratio below 1 − ε: flat at 0.8·(−2).
    assertThat(PpoLoss.objective(0.5f, -2f, 0.2f)).isEqualTo(-1.6f);
    assertThat(PpoLoss.policyWeight(0.5f, -2f, 0.2f)).isZero();
  }

  @Test
  void onTheOtherSideTheMinimumKeepsThePessimisticBranch() {
    // Good action that has become unlikelier, bad one that has become likelier: the slope stays
    // r·Â.
    assertThat(PpoLoss.policyWeight(0.5f, 2f, 0.2f)).isEqualTo(1f);
    assertThat(PpoLoss.objective(0.5f, 2f, 0.2f)).isEqualTo(1f);
    assertThat(PpoLoss.policyWeight(1.5f, -2f, 0.2f)).isEqualTo(-3f);
    assertThat(PpoLoss.objective(1.5f, -2f, 0.2f)).isEqualTo(-3f);
  }

  @Test
  void aClippedValueHasNoSlopeWhereTheClippedErrorIsTheLarger() {
    // V_b = 0, ε = 0.2. Target 1, V = 0.5: error −0.5, clipped error 0.2 − 1 = −0.8 is larger and
    // flat.
    assertThat(PpoLoss.clippedValueSlope(0.5f, 0f, 1f, 0.2f)).isZero();
    // V = −0.5: error −1.5 is larger than −1.2 and pulls back.
    assertThat(PpoLoss.clippedValueSlope(-0.5f, 0f, 1f, 0.2f)).isEqualTo(-1.5f);
    // Within the clip both errors are one.
    assertThat(PpoLoss.clippedValueSlope(0.1f, 0f, 1f, 0.2f)).isEqualTo(-0.9f);
  }
}

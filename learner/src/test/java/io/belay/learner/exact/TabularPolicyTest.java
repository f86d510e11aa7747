package io.belay.learner.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TabularPolicyTest {

  @Test
  void softmaxIsProportionalToTheExponential() {
    // exp(0) : exp(log 3) = 1 : 3.
    TabularPolicy policy = TabularPolicy.softmax(1, 2, new double[] {0, StrictMath.log(3)});
    assertThat(policy.probabilities()).containsExactly(new double[] {0.25, 0.75}, within(1e-15));
  }

  @Test
  void logitsOfAnySizeAreTaken() {
    TabularPolicy policy = TabularPolicy.softmax(1, 3, new double[] {1e300, 1e300, -1e300});
    assertThat(policy.probabilities()).containsExactly(0.5, 0.5, 0);
    double[] logs = TabularPolicy.logProbabilities(1, 2, new double[] {0, -2000});
    assertThat(logs).containsExactly(0, -2000);
  }

  @Test
  void aMixtureIsLinearInTheProbabilities() {
    TabularPolicy first = TabularPolicy.deterministic(2, new int[] {0});
    TabularPolicy second = TabularPolicy.deterministic(2, new int[] {1});
    assertThat(first.mixedWith(second, 0.25).probabilities()).containsExactly(0.75, 0.25);
    assertThatThrownBy(() -> first.mixedWith(second, 1.5)).hasMessageContaining("weight=1.5");
  }

  @Test
  void whatIsNoPolicyIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> TabularPolicy.of(2, 2, new double[] {0.5, 0.5, 0.5, 0.4}))
        .hasMessageContaining("state=1, sum=0.9");
    assertThatThrownBy(() -> TabularPolicy.of(1, 2, new double[] {1.5, -0.5}))
        .hasMessageContaining("state=0, action=1, probability=-0.5");
    assertThatThrownBy(() -> TabularPolicy.of(2, 2, new double[] {1, 0}))
        .hasMessageContaining("probabilities=2, states=2, actions=2");
    assertThatThrownBy(() -> TabularPolicy.deterministic(2, new int[] {0, 2}))
        .hasMessageContaining("state=1, action=2, actions=2");
    assertThatThrownBy(() -> TabularPolicy.softmax(1, 2, new double[] {0, Double.NaN}))
        .hasMessageContaining("state=0, action=1, logit=NaN");
  }

  @Test
  void uniformIsSoftmaxAtZero() {
    assertThat(TabularPolicy.uniform(Mdps.two(0.5)).probabilities())
        .containsExactly(TabularPolicy.softmax(2, 2, new double[4]).probabilities());
  }
}

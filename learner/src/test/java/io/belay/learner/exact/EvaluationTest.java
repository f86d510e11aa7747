package io.belay.learner.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.error.BelayException;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {

  @Test
  void valuesOfTwoStatesAreThoseDerivedByHand() {
    // γ = 1/2, π uniform. V₁ = ½(2 + ½V₁) + ½·4  ⇒  ¾V₁ = 3  ⇒  V₁ = 4.
    // V₀ = ½(1 + ½V₀) + ½·½V₁  ⇒  ¾V₀ = ½ + 1  ⇒  V₀ = 2.
    FiniteMdp mdp = Mdps.two(0.5);
    Evaluation evaluation = Evaluation.of(mdp, TabularPolicy.uniform(mdp));
    assertThat(evaluation.values()).containsExactly(new double[] {2, 4}, within(1e-14));
    // Q(0, ·) = (1 + ½·2, ½·4) = (2, 2); Q(1, ·) = (2 + ½·4, 4) = (4, 4): nothing to gain.
    assertThat(evaluation.actionValues()).containsExactly(new double[] {2, 2, 4, 4}, within(1e-14));
    assertThat(evaluation.value(new double[] {0.25, 0.75})).isEqualTo(3.5, within(1e-14));
  }

  @Test
  void visitationOfTwoStatesIsThatDerivedByHand() {
    // From state 0: x₀ = 1 + ½·½x₀ = 4/3; x₁ = ½·½x₀ + ½·½x₁ = (1/3)/(3/4) = 4/9; d = x/2.
    FiniteMdp mdp = Mdps.two(0.5);
    Evaluation evaluation = Evaluation.of(mdp, TabularPolicy.uniform(mdp));
    assertThat(evaluation.visitation(mdp.start()))
        .containsExactly(new double[] {2.0 / 3, 2.0 / 9}, within(1e-14));
    // From state 1 nothing leads to state 0: exactly 0.
    assertThat(evaluation.visitation(StartDistribution.at(mdp, 1))[0]).isZero();
  }

  @Test
  void anEndedEpisodeEarnsNothingMore() {
    // Action 1 of state 1 names state 1 but ends the episode: always taking it is worth 4, not 8.
    FiniteMdp mdp = Mdps.two(0.5);
    Evaluation evaluation = Evaluation.of(mdp, TabularPolicy.deterministic(2, new int[] {1, 1}));
    assertThat(evaluation.values()).containsExactly(new double[] {2, 4}, within(1e-14));
    assertThat(evaluation.visitation(StartDistribution.at(mdp, 1))[1])
        .isEqualTo(0.5, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 128, 129, 600})
  void valuesAreTheFixedPointThatRepeatedStepsReach(int states) {
    FiniteMdp mdp = Mdps.random(states, 3, 0.9, states);
    Evaluation evaluation = Evaluation.of(mdp, Mdps.policy(mdp, 1));
    double[] values = new double[states];
    for (int i = 0; i < 400; i++) { // 0.9⁴⁰⁰ < 1e-18
      double[] ahead = Evaluation.lookAhead(mdp, values);
      for (int s = 0; s < states; s++) {
        values[s] = 0;
        for (int a = 0; a < 3; a++) {
          values[s] += evaluation.policy().probability(s, a) * ahead[3 * s + a];
        }
      }
    }
    assertThat(evaluation.values()).containsExactly(values, within(1e-12));
    assertThat(evaluation.errorBound()).isBetween(0.0, 1e-12);
  }

  @Test
  void aLongDiscountIsSolvedToRoundingWithDenseAndSparseSolversAlike() {
    // States that nothing leads to take the MDP over the size that is solved densely.
    FiniteMdp mdp = Mdps.random(FlowSolver.DENSE_STATES, 4, 0.9999, 5);
    FiniteMdp larger = Mdps.padded(mdp, 1);
    Evaluation dense = Evaluation.of(mdp, Mdps.policy(mdp, 2));
    double[] logits = Mdps.logits(larger.states() * 4, 1.5, 2);
    Evaluation sparse = Evaluation.of(larger, TabularPolicy.softmax(larger.states(), 4, logits));
    double bound = dense.errorBound() + sparse.errorBound();
    assertThat(bound).isLessThan(1e-9);
    for (int s = 0; s < mdp.states(); s++) {
      assertThat(sparse.value(s)).isEqualTo(dense.value(s), within(bound));
    }
    double[] few = dense.visitation(mdp.start());
    double[] many = sparse.visitation(larger.start());
    for (int s = 0; s < mdp.states(); s++) {
      assertThat(many[s]).isEqualTo(few[s], within(1e-12));
    }
  }

  @Test
  void aCorridorThatAllMassLeavesIsSolvedWhereKrylovSpacesAreOfNoHelp() {
    // V(s) = γⁿ⁻¹⁻ˢ; γP̃ is nilpotent, so that nothing is known of state 0 before n products.
    int n = 1500;
    FiniteMdpBuilder builder = new FiniteMdpBuilder("corridor", n, 1).start(0, 1).discount(0.999);
    for (int s = 0; s < n; s++) {
      boolean last = s == n - 1;
      builder.transition(s, 0, last ? s : s + 1, 1, last ? 1 : 0, last);
    }
    FiniteMdp mdp = builder.build();
    Evaluation evaluation = Evaluation.of(mdp, TabularPolicy.uniform(mdp));
    for (int s = 0; s < n; s += 100) {
      assertThat(evaluation.value(s)).isEqualTo(StrictMath.pow(0.999, n - 1 - s), within(1e-10));
    }
    assertThat(evaluation.visitation(mdp.start())[n - 1])
        .isEqualTo(0.001 * StrictMath.pow(0.999, n - 1), within(1e-12));
  }

  @Test
  void visitationOfARandomMdpIsTheDiscountedSumOfWhereItIs() {
    FiniteMdp mdp = Mdps.random(40, 2, 0.8, 9);
    TabularPolicy policy = Mdps.policy(mdp, 3);
    double[] expected = new double[40];
    double[] earlier = new double[40];
    for (int horizon = 1; horizon < 200; horizon++) { // 0.8²⁰⁰ < 1e-19
      double[] sum = Divergences.steps(mdp, policy, mdp.start(), horizon);
      for (int s = 0; s < 40; s++) {
        expected[s] += 0.2 * StrictMath.pow(0.8, horizon - 1) * (sum[s] - earlier[s]);
      }
      earlier = sum;
    }
    double[] visitation = Evaluation.of(mdp, policy).visitation(mdp.start());
    assertThat(visitation).containsExactly(expected, within(1e-12));
  }

  @Test
  void aPolicyOfAnotherMdpIsRefused() {
    TabularPolicy other = TabularPolicy.uniform(Mdps.random(3, 2, 0.9, 1));
    assertThatThrownBy(() -> Evaluation.of(Mdps.two(0.5), other))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("states=3, expected=2");
  }

  @Test
  void aStartThatIsNoDistributionIsRefused() {
    FiniteMdp mdp = Mdps.two(0.5);
    Evaluation evaluation = Evaluation.of(mdp, TabularPolicy.uniform(mdp));
    assertThatThrownBy(() -> evaluation.visitation(new double[] {0.5, 0.6}))
        .hasMessageContaining("sum=1.1");
    assertThatThrownBy(() -> evaluation.value(new double[] {1}))
        .hasMessageContaining("entries=1, states=2");
    assertThatThrownBy(() -> evaluation.value(new double[] {-0.5, 1.5}))
        .hasMessageContaining("state=0, probability=-0.5");
  }
}

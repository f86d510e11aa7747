package io.belay.learner.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.mdp.FiniteMdp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FisherMatrixTest {

  @Test
  void ofOneStateAndTwoActionsIsTheVarianceOfTheScore() {
    // π = (¼, ¾): F = π(1 − π) [1, −1; −1, 1] = 3/16 [1, −1; −1, 1], of rank 1 and norm 3/8.
    PolicyFamily family = new SoftmaxFamily(1, 2);
    double[] theta = {0, StrictMath.log(3)};
    SymmetricMatrix fisher =
        FisherMatrix.of(family.policy(theta), family.scores(theta), new double[] {1});
    assertThat(fisher.entry(0, 0)).isEqualTo(3.0 / 16, within(1e-15));
    assertThat(fisher.entry(0, 1)).isEqualTo(-3.0 / 16, within(1e-15));
    assertThat(fisher.rank()).isEqualTo(1);
    assertThat(fisher.norm()).isEqualTo(3.0 / 8, within(1e-15));
    // F†(1, −1) is the shortest w with F w = (1, −1): w = (8/3, −8/3).
    assertThat(fisher.pseudoinverseTimes(new double[] {1, -1}))
        .containsExactly(new double[] {8.0 / 3, -8.0 / 3}, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theNaturalDirectionOfSoftmaxIsTheAdvantageAndTheFit(long seed) {
    FiniteMdp mdp = Mdps.random(6, 3, 0.9, seed);
    double[] start = Mdps.everywhere(mdp);
    PolicyFamily family = new SoftmaxFamily(6, 3);
    double[] theta = Mdps.logits(18, 1, seed);
    Evaluation evaluation = Evaluation.of(mdp, family.policy(theta));
    Scores scores = family.scores(theta);
    double[] visitation = evaluation.visitation(start);
    SymmetricMatrix fisher = FisherMatrix.of(evaluation.policy(), scores, visitation);
    double[] direction = fisher.pseudoinverseTimes(PolicyGradient.softmax(evaluation, start));
    double[] fit =
        CompatibleFit.of(evaluation.policy(), scores, visitation, evaluation.advantages())
            .weights();
    assertThat(fisher.rank()).isEqualTo(6 * 2);
    for (int s = 0; s < 6; s++) {
      // Lemma 10.6: A/(1 − γ) up to a constant of each state; the shortest has mean 0.
      double mean = 0;
      for (int a = 0; a < 3; a++) {
        mean += evaluation.advantage(s, a) / 3;
      }
      for (int a = 0; a < 3; a++) {
        double expected = (evaluation.advantage(s, a) - mean) / (1 - 0.9);
        assertThat(direction[3 * s + a]).isEqualTo(expected, within(1e-10));
        // Lemma 11.2: the same is w*/(1 − γ).
        assertThat(fit[3 * s + a] / (1 - 0.9)).isEqualTo(expected, within(1e-10));
      }
    }
  }

  @Test
  void softmaxFitsTheAdvantageAndFewFeaturesDoNot() {
    FiniteMdp mdp = Mdps.random(6, 3, 0.9, 8);
    PolicyFamily softmax = new SoftmaxFamily(6, 3);
    PolicyFamily few = new LogLinearFamily(6, 3, 2, Mdps.logits(36, 1, 9));
    assertThat(fitError(mdp, softmax)).isBetween(0.0, 1e-25);
    assertThat(fitError(mdp, few)).isGreaterThan(1e-3);
  }

  private static double fitError(FiniteMdp mdp, PolicyFamily family) {
    double[] theta = Mdps.logits(family.parameters(), 1, 1);
    Evaluation evaluation = Evaluation.of(mdp, family.policy(theta));
    return CompatibleFit.of(
            evaluation.policy(),
            family.scores(theta),
            evaluation.visitation(Mdps.everywhere(mdp)),
            evaluation.advantages())
        .error();
  }

  @Test
  void trajectoriesDivergeByHalfTheirFisherForm() {
    // Claim 12.5: KL(θ ‖ θ + tv) = ½t² vᵀFv + O(t³), F with the expected steps as weights.
    FiniteMdp mdp = Mdps.random(6, 3, 0.9, 10);
    PolicyFamily family = new SoftmaxFamily(6, 3);
    double[] theta = Mdps.logits(18, 1, 2);
    double[] v = Mdps.logits(18, 1, 3);
    TabularPolicy policy = family.policy(theta);
    double[] steps = Divergences.steps(mdp, policy, mdp.start(), 7);
    SymmetricMatrix fisher = FisherMatrix.of(policy, family.scores(theta), steps);
    double t = 1e-4;
    double[] moved = new double[18];
    for (int i = 0; i < 18; i++) {
      moved[i] = theta[i] + t * v[i];
    }
    double divergence =
        Divergences.ofTrajectories(mdp, policy, family.policy(moved), mdp.start(), 7);
    double form = Sums.dot(v, fisher.times(v)) / 2;
    assertThat(divergence / (t * t)).isEqualTo(form, within(1e-3 * form));
  }
}

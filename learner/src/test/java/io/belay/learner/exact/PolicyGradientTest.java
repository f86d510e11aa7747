package io.belay.learner.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.mdp.FiniteMdp;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyGradientTest {

  @Test
  void gradientOfTwoStatesIsThatDerivedByHand() {
    // γ = 0 and action 1 of state 0 with probability p = ½: V₀ = 1 − p, so that
    // dV₀/dθ(0, 1) = −p(1 − p) = −¼ = −dV₀/dθ(0, 0); state 1 does not matter.
    FiniteMdp mdp = Mdps.two(0);
    Evaluation evaluation = Evaluation.of(mdp, TabularPolicy.uniform(mdp));
    assertThat(PolicyGradient.softmax(evaluation, mdp.start()))
        .containsExactly(new double[] {0.25, -0.25, 0, 0}, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theThreeFormsAndTheClosedFormAreTheDerivative(long seed) {
    FiniteMdp mdp = Mdps.random(6, 3, 0.9, seed);
    double[] start = Mdps.everywhere(mdp);
    PolicyFamily family = new SoftmaxFamily(6, 3);
    double[] theta = Mdps.logits(18, 1, seed);
    Evaluation evaluation = Evaluation.of(mdp, family.policy(theta));
    Scores scores = family.scores(theta);
    double[] closed = PolicyGradient.softmax(evaluation, start);
    assertThat(PolicyGradient.returnForm(evaluation, scores, start))
        .containsExactly(closed, within(1e-13));
    assertThat(PolicyGradient.actionValueForm(evaluation, scores, start))
        .containsExactly(closed, within(1e-13));
    assertThat(PolicyGradient.advantageForm(evaluation, scores, start))
        .containsExactly(closed, within(1e-13));
    assertThat(
            PolicyGradient.baselineForm(
                evaluation, scores, start, new double[] {5, -3, 0, 1, 2, 9}))
        .containsExactly(closed, within(1e-13));
    assertThat(closed)
        .containsExactly(
            differences(theta, at -> Evaluation.of(mdp, family.policy(at)).value(start)),
            within(1e-8));
  }

  @Test
  void logLinearAndReparametrizedPoliciesHaveTheirOwnDerivative() {
    FiniteMdp mdp = Mdps.random(6, 3, 0.9, 4);
    PolicyFamily logLinear = new LogLinearFamily(6, 3, 4, Mdps.logits(72, 1, 5));
    PolicyFamily other = new ReparametrizedFamily(logLinear, 3, Mdps.logits(12, 1, 6));
    for (PolicyFamily family : new PolicyFamily[] {logLinear, other}) {
      double[] theta = Mdps.logits(family.parameters(), 1, 7);
      Evaluation evaluation = Evaluation.of(mdp, family.policy(theta));
      double[] derivative =
          differences(theta, at -> Evaluation.of(mdp, family.policy(at)).value(mdp.start()));
      assertThat(PolicyGradient.advantageForm(evaluation, family.scores(theta), mdp.start()))
          .containsExactly(derivative, within(1e-8));
      assertThat(PolicyGradient.returnForm(evaluation, family.scores(theta), mdp.start()))
          .containsExactly(derivative, within(1e-8));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theHessianIsTheDerivativeOfTheGradient(long seed) {
    FiniteMdp mdp = Mdps.random(5, 3, 0.9, seed);
    double[] start = Mdps.everywhere(mdp);
    PolicyFamily family = new SoftmaxFamily(5, 3);
    double[] theta = Mdps.logits(15, 1, seed);
    SymmetricMatrix hessian = SoftmaxHessian.of(Evaluation.of(mdp, family.policy(theta)), start);
    for (int i = 0; i < 15; i++) {
      int row = i;
      double[] expected =
          differences(
              theta,
              at -> PolicyGradient.softmax(Evaluation.of(mdp, family.policy(at)), start)[row]);
      for (int j = 0; j < 15; j++) {
        assertThat(hessian.entry(i, j)).isEqualTo(expected[j], within(1e-8));
        assertThat(hessian.entry(i, j)).isEqualTo(hessian.entry(j, i), within(1e-14));
      }
    }
  }

  /** Central differences with steps of 1e-5: an error of about 1e-10 at values of about 1. */
  private static double[] differences(double[] theta, ToDoubleFunction<double[]> function) {
    double[] result = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      double[] above = theta.clone();
      double[] below = theta.clone();
      above[i] += 1e-5;
      below[i] -= 1e-5;
      result[i] = (function.applyAsDouble(above) - function.applyAsDouble(below)) / 2e-5;
    }
    return result;
  }
}

package io.belay.learner.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.mdp.FiniteMdp;
import org.junit.jupiter.api.Test;

class DivergencesTest {

  @Test
  void ofTwoPoliciesIsThatDerivedByHand() {
    TabularPolicy uniform = TabularPolicy.of(2, 2, new double[] {0.5, 0.5, 0.5, 0.5});
    TabularPolicy other = TabularPolicy.of(2, 2, new double[] {0.25, 0.75, 1, 0});
    // State 0: ½ log 2 + ½ log ⅔ = ½ log 4/3. State 1: the other never takes action 1.
    double[] each = Divergences.ofPolicies(uniform, other);
    assertThat(each[0]).isEqualTo(StrictMath.log(4.0 / 3) / 2, within(1e-15));
    assertThat(each[1]).isInfinite();
    // Backwards 0 log 0 = 0: log 2.
    assertThat(Divergences.ofPolicies(other, uniform)[1])
        .isEqualTo(StrictMath.log(2), within(1e-15));
    // A state without weight does not matter, however far apart the policies are there.
    assertThat(Divergences.ofPolicies(uniform, other, new double[] {2, 0}))
        .isEqualTo(StrictMath.log(4.0 / 3), within(1e-15));
  }

  @Test
  void ofTrajectoriesIsTheSumOverAllTrajectories() {
    FiniteMdp mdp = Mdps.random(3, 2, 0.9, 11);
    TabularPolicy policy = Mdps.policy(mdp, 1);
    TabularPolicy other = Mdps.policy(mdp, 2);
    double[] start = {0.2, 0.5, 0.3};
    for (int horizon = 0; horizon <= 4; horizon++) {
      double expected = 0;
      for (int s = 0; s < 3; s++) {
        expected += start[s] * enumerate(mdp, policy, other, s, horizon, 1, 1);
      }
      assertThat(Divergences.ofTrajectories(mdp, policy, other, start, horizon))
          .isEqualTo(expected, within(1e-13));
    }
  }

  /** Σ P(τ) log(P(τ)/P′(τ)) over the rest of the trajectories that so far have p and p′. */
  private static double enumerate(
      FiniteMdp mdp,
      TabularPolicy policy,
      TabularPolicy other,
      int state,
      int left,
      double p,
      double q) {
    if (left == 0) {
      return p * StrictMath.log(p / q);
    }
    double sum = 0;
    for (int a = 0; a < mdp.actions(); a++) {
      for (int k = mdp.begin(state, a); k < mdp.end(state, a); k++) {
        double pNext = p * policy.probability(state, a) * mdp.probability(k);
        double qNext = q * other.probability(state, a) * mdp.probability(k);
        int more = mdp.terminated(k) ? 0 : left - 1;
        sum += enumerate(mdp, policy, other, mdp.next(k), more, pNext, qNext);
      }
    }
    return sum;
  }

  @Test
  void ofDiscountedTrajectoriesIsTheLimitOfWeightedSteps() {
    FiniteMdp mdp = Mdps.random(5, 2, 0.7, 12);
    TabularPolicy policy = Mdps.policy(mdp, 1);
    TabularPolicy other = Mdps.policy(mdp, 2);
    // Σ γʰ (KL of h + 1 steps − KL of h steps); 0.7¹²⁰ < 1e-18.
    double expected = 0;
    for (int h = 0; h < 120; h++) {
      expected +=
          StrictMath.pow(0.7, h)
              * (Divergences.ofTrajectories(mdp, policy, other, mdp.start(), h + 1)
                  - Divergences.ofTrajectories(mdp, policy, other, mdp.start(), h));
    }
    assertThat(Divergences.ofDiscountedTrajectories(Evaluation.of(mdp, policy), other, mdp.start()))
        .isEqualTo(expected, within(1e-12));
  }
}

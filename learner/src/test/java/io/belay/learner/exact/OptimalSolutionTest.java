package io.belay.learner.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.mdp.FiniteMdp;
import io.belay.mdp.ready.FiniteMdps;
import io.belay.mdp.ready.Garnet;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimalSolutionTest {

  @Test
  void theOptimumOfTwoStatesIsThatDerivedByHand() {
    // γ = ½: in state 1 ending earns 4 and staying earns 2 + ½·4 = 4; from state 0 both give 2.
    // γ = ¾: staying for ever earns 2/(1 − ¾) = 8 > 4, and state 0 is best left: ¾·8 = 6 > 4.
    OptimalSolution optimum = OptimalSolution.of(Mdps.two(0.75));
    assertThat(optimum.values()).containsExactly(new double[] {6, 8}, within(1e-13));
    assertThat(optimum.action(0)).isEqualTo(1);
    assertThat(optimum.action(1)).isZero();
    assertThat(optimum.visitation(StartDistribution.at(Mdps.two(0.75), 0)))
        .containsExactly(new double[] {0.25, 0.75}, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FrozenLake-v1",
        "FrozenLake8x8-v1",
        "CliffWalking-v1",
        "CliffWalkingSlippery-v1",
        "Taxi-v4"
      })
  void policyIterationAgreesWithValueIteration(String id) {
    FiniteMdp mdp = FiniteMdps.byId(id).withDiscount(0.99);
    double[] expected = valueIteration(mdp);
    OptimalSolution optimum = OptimalSolution.of(mdp);
    assertThat(optimum.values()).containsExactly(expected, within(1e-9));
    assertThat(optimum.value(mdp.start())).isEqualTo(Sums.dot(mdp.start(), expected), within(1e-9));
    assertThat(optimum.errorBound()).isBetween(0.0, 1e-9);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void policyIterationAgreesWithValueIterationOnRandomMdps(long seed) {
    FiniteMdp mdp = Garnet.of(300, 5, 4, seed).withDiscount(0.99);
    assertThat(OptimalSolution.of(mdp).values()).containsExactly(valueIteration(mdp), within(1e-9));
  }

  /** V ← max_a (r + γP̃V) from 0, until what is left cannot be 1e-11. */
  private static double[] valueIteration(FiniteMdp mdp) {
    double[] values = new double[mdp.states()];
    double change = Double.POSITIVE_INFINITY;
    while (change > 1e-11 * (1 - mdp.discount())) {
      double[] ahead = Evaluation.lookAhead(mdp, values);
      change = 0;
      for (int s = 0; s < values.length; s++) {
        double best = ahead[s * mdp.actions()];
        for (int a = 1; a < mdp.actions(); a++) {
          best = Math.max(best, ahead[s * mdp.actions() + a]);
        }
        change = Math.max(change, Math.abs(best - values[s]));
        values[s] = best;
      }
    }
    return values;
  }

  @Test
  void taxiTakesWellUnderASecondAndTenThousandStatesArePossible() {
    FiniteMdp taxi = FiniteMdps.byId("Taxi-v4").withDiscount(0.99);
    FiniteMdp large = Garnet.of(10_000, 4, 5, 1).withDiscount(0.99);
    OptimalSolution.of(taxi);
    assertThat(taken(() -> OptimalSolution.of(taxi))).isLessThan(Duration.ofSeconds(1));
    assertThat(taken(() -> assertThat(OptimalSolution.of(large).errorBound()).isLessThan(1e-8)))
        .isLessThan(Duration.ofSeconds(10));
  }

  private static Duration taken(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}

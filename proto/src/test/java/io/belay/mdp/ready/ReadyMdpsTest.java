package io.belay.mdp.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.mdp.FiniteMdp;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The witnesses of the lecture and the families. */
class ReadyMdpsTest {

  @Test
  void onlyTwoRightChoicesEarnTheRewardOfTheTree() {
    FiniteMdp tree = TreeMdp.of(3, 0.5);

    // V(s₂) = π(a₂|s₂)·3 and V(s₁) = π(a₂|s₁)·γ V(s₂): at 3/4 each (9/16)·3·0.5.
    assertThat(value(tree, 0, new double[] {0.25, 0.75})).isCloseTo(27.0 / 32, within(1e-15));
    assertThat(value(tree, 0, new double[] {1, 0})).isZero();
    assertThat(tree.start()).containsExactly(1, 0, 0, 0, 0);
    for (int leaf = 2; leaf < 5; leaf++) {
      assertThat(tree.absorbing(leaf)).isTrue();
    }
  }

  @Test
  void optimalPolicyOfTheChainGoesRightAndStaysAtTheEnd() {
    for (int horizon : new int[] {1, 5, 20}) {
      FiniteMdp chain = ChainMdp.of(horizon);
      double discount = horizon / (horizon + 1.0);

      assertThat(chain.states()).isEqualTo(horizon + 2);
      assertThat(chain.discount()).isEqualTo(discount);
      // H + 1 steps to the end, then 1 a step: γ^{H+1}/(1 − γ) = γ^{H+1}(H + 1).
      assertThat(value(chain, 0, new double[] {1, 0, 0, 0}))
          .isCloseTo(Math.pow(discount, horizon + 1) * (horizon + 1), within(1e-9));
      assertThat(chain.uniformStart()).containsOnly(1.0 / (horizon + 2));
    }
  }

  @Test
  void uniformPolicyOfTheChainIsAboutThreeToTheHAwayFromTheEnd() {
    // Steps to the right have odds 1 : 3, so each further state is three times as far.
    double[] uniform = {0.25, 0.25, 0.25, 0.25};
    double nearer = value(ChainMdp.of(9), 0, uniform);
    double farther = value(ChainMdp.of(10), 0, uniform);

    assertThat(nearer / farther).isBetween(2.5, 4.0);
    // At most P(the end is reached within the horizon)·(H + 1), Proposition 10.1's (H + 1)²/3^H.
    assertThat(farther).isBetween(0.0, 121 / Math.pow(3, 10));
  }

  @Test
  void stepsOfTheGridWorldGoWhereTheyShouldOrAside() {
    // 0 1 2
    // 3 4 5, the goal
    FiniteMdp grid = GridWorld.of(2, 3, 0.2);

    // Right from 1: to 2, aside down to 4, aside up against the wall.
    assertThat(followers(grid, 1, 2)).isEqualTo("1:0.1 2:0.8 4:0.1 ");
    // Down from 2 is the goal; aside left 1, right the wall.
    assertThat(followers(grid, 2, 1)).isEqualTo("1:0.1 2:0.1 5:0.8! ");
    assertThat(grid.expectedReward(2, 1)).isEqualTo(0.8);
    assertThat(followers(GridWorld.of(2, 3), 4, 2)).isEqualTo("5:1.0! ");
    assertThat(grid.absorbing(5)).isTrue();
    assertThat(grid.uniformStart()).containsExactly(0.2, 0.2, 0.2, 0.2, 0.2, 0);
  }

  @Test
  void garnetIsAFunctionOfItsSizesAndSeed() {
    FiniteMdp one = Garnet.of(30, 3, 4, 7);
    FiniteMdp again = Garnet.of(30, 3, 4, 7);
    FiniteMdp other = Garnet.of(30, 3, 4, 8);

    assertThat(followers(one, 12, 2)).isEqualTo(followers(again, 12, 2));
    assertThat(followers(one, 12, 2)).isNotEqualTo(followers(other, 12, 2));
    // Written down once, so that no version of Belay draws another instance under the same name.
    assertThat(one.expectedReward(0, 0)).isEqualTo(0.7020059409110813);
  }

  @Test
  void everyPairOfAGarnetLeadsToDistinctStates() {
    FiniteMdp garnet = Garnet.of(50, 4, 6, 3);
    double rewards = 0;
    int[] reached = new int[50];
    for (int s = 0; s < 50; s++) {
      for (int a = 0; a < 4; a++) {
        Set<Integer> next = new HashSet<>();
        for (int k = garnet.begin(s, a); k < garnet.end(s, a); k++) {
          next.add(garnet.next(k));
          reached[garnet.next(k)]++;
          assertThat(garnet.terminated(k)).isFalse();
          assertThat(garnet.reward(k)).isBetween(0.0, 1.0);
        }
        assertThat(next).hasSize(6);
        rewards += garnet.expectedReward(s, a);
      }
    }
    // 200 uniform rewards: mean 1/2, σ of the mean 0.02.
    assertThat(rewards / 200).isCloseTo(0.5, within(0.08));
    // Each state follows 200·6/50 = 24 pairs on average, σ = √(200·0.12·0.88) = 4.6.
    assertThat(Arrays.stream(reached).min().orElseThrow()).isGreaterThan(5);
    assertThat(Arrays.stream(reached).max().orElseThrow()).isLessThan(45);
  }

  @Test
  void sizesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> ChainMdp.of(0)).hasMessageContaining("H=0");
    assertThatThrownBy(() -> GridWorld.of(1, 1)).hasMessageContaining("rows=1, columns=1");
    assertThatThrownBy(() -> GridWorld.of(2, 2, 1.5)).hasMessageContaining("slip=1.5");
    assertThatThrownBy(() -> Garnet.of(3, 1, 4, 0)).hasMessageContaining("branching=4");
    assertThatThrownBy(() -> Garnet.of(100_000, 1000, 1000, 0))
        .hasMessageContaining("at most 20000000 transitions");
  }

  /** V of the policy with the same probabilities in every state, by 3000 backups. */
  private static double value(FiniteMdp mdp, int state, double[] policy) {
    double[] values = new double[mdp.states()];
    for (int i = 0; i < 3000; i++) {
      double[] next = new double[mdp.states()];
      for (int s = 0; s < next.length; s++) {
        for (int a = 0; a < mdp.actions(); a++) {
          for (int k = mdp.begin(s, a); k < mdp.end(s, a); k++) {
            double later = mdp.terminated(k) ? 0 : mdp.discount() * values[mdp.next(k)];
            next[s] += policy[a] * mdp.probability(k) * (mdp.reward(k) + later);
          }
        }
      }
      values = next;
    }
    return values[state];
  }

  private static String followers(FiniteMdp mdp, int state, int action) {
    StringBuilder text = new StringBuilder();
    for (int k = mdp.begin(state, action); k < mdp.end(state, action); k++) {
      text.append(mdp.next(k)).append(':').append(mdp.probability(k));
      text.append(mdp.terminated(k) ? "! " : " ");
    }
    return text.toString();
  }
}

package io.belay.mdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What the builder makes, and what it refuses. */
class FiniteMdpTest {

  /** 0 goes on or ends; 1 stays for nothing. */
  private static FiniteMdpBuilder pair() {
    return new FiniteMdpBuilder("pair", 2, 2)
        .start(0, 1)
        .transition(1, 0, 1, 1, 0)
        .transition(1, 1, 1, 1, 0)
        .transition(0, 1, 0, 1, -2, true)
        .transition(0, 0, 1, 0.25, 4)
        .transition(0, 0, 0, 0.75, 8);
  }

  @Test
  void transitionsOfAPairAreInTheOrderInWhichTheyWereAdded() {
    FiniteMdp mdp = pair().build();

    assertThat(mdp.transitions()).isEqualTo(5);
    assertThat(mdp.end(0, 0) - mdp.begin(0, 0)).isEqualTo(2);
    assertThat(mdp.next(mdp.begin(0, 0))).isEqualTo(1);
    assertThat(mdp.probability(mdp.begin(0, 0) + 1)).isEqualTo(0.75);
    assertThat(mdp.terminated(mdp.begin(0, 1))).isTrue();
    // 0.25·4 + 0.75·8
    assertThat(mdp.expectedReward(0, 0)).isEqualTo(7);
    assertThat(mdp.smallestReward()).isEqualTo(-2);
    assertThat(mdp.largestReward()).isEqualTo(8);
  }

  @Test
  void stateIsAbsorbingWhereNothingHappensAnyMore() {
    FiniteMdp mdp = pair().build();

    assertThat(mdp.absorbing(0)).isFalse();
    assertThat(mdp.absorbing(1)).isTrue();
    assertThat(mdp.uniformStart()).containsExactly(1, 0);
    // The end of an episode without a reward is nothing, wherever it points to.
    FiniteMdp ended =
        new FiniteMdpBuilder("ended", 2, 1)
            .start(0, 1)
            .transition(0, 0, 1, 1, 0, true)
            .transition(1, 0, 1, 1, 0)
            .build();
    assertThat(ended.absorbing(0)).isTrue();
    assertThatThrownBy(ended::uniformStart).hasMessageContaining("mdp=ended");
  }

  @Test
  void discountIsReplacedAlone() {
    FiniteMdp mdp = pair().discount(0.5).build();

    assertThat(mdp.withDiscount(0.9).discount()).isEqualTo(0.9);
    assertThat(mdp.withDiscount(0.9).transitions()).isEqualTo(5);
    assertThat(mdp.discount()).isEqualTo(0.5);
    assertThatThrownBy(() -> mdp.withDiscount(1)).hasMessageContaining("discount=1.0");
  }

  @Test
  void pairWithoutATransitionIsNamed() {
    FiniteMdpBuilder first =
        new FiniteMdpBuilder("gap", 1, 2).start(0, 1).transition(0, 1, 0, 1, 0);
    FiniteMdpBuilder last =
        new FiniteMdpBuilder("gap", 1, 2)
            .start(0, 1)
            .transition(0, 0, 0, 1, 0)
            .transition(0, 1, 0, 0, 0);

    assertThatThrownBy(first::build).hasMessageContaining("state=0, action=0, transitions=0");
    assertThatThrownBy(last::build).hasMessageContaining("state=0, action=1, transitions=0");
  }

  @Test
  void absurdNumberOfActionsIsRefusedWithoutATableOfThem() {
    FiniteMdpBuilder builder =
        new FiniteMdpBuilder("wide", 1, 60_000_000).start(0, 1).transition(0, 0, 0, 1, 0);

    assertThatThrownBy(builder::build).hasMessageContaining("state=0, action=1, transitions=0");
  }
}

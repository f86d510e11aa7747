package io.belay.learner.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.mdp.FiniteMdp;
import io.belay.recipe.RestartSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartDistributionTest {
  private final FiniteMdp mdp = Mdps.padded(Mdps.random(3, 2, 0.9, 1), 1);

  @Test
  void everyRestartOverStatesIsADistribution() {
    assertThat(of(new RestartSettings.EnvironmentRestart())).containsExactly(1, 0, 0, 0);
    // State 3 leads nowhere and earns nothing.
    assertThat(of(new RestartSettings.Uniform()))
        .containsExactly(new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3, 0}, within(1e-15));
    assertThat(of(new RestartSettings.FixedState(List.of(2.0)))).containsExactly(0, 0, 1, 0);
    RestartSettings weighted =
        new RestartSettings.WeightedStates(
            List.of(List.of(1.0), List.of(2.0), List.of(1.0)), List.of(1.0, 2.0, 1.0));
    assertThat(of(weighted)).containsExactly(0, 0.5, 0.5, 0);
    assertThat(of(new RestartSettings.Mixture(0.25, weighted)))
        .containsExactly(0.75, 0.125, 0.125, 0);
  }

  @Test
  void aBoxAndVisitedStatesAreNone() {
    assertThat(
            StartDistribution.of(mdp, new RestartSettings.UniformBox(List.of(0.0), List.of(2.0))))
        .isEmpty();
    assertThat(StartDistribution.of(mdp, new RestartSettings.VisitedStates(0.5, 10))).isEmpty();
  }

  @Test
  void aStateThatIsNoneIsRefused() {
    for (List<Double> state :
        List.of(List.of(4.0), List.of(-1.0), List.of(0.5), List.of(0.0, 0.0))) {
      assertThatThrownBy(() -> of(new RestartSettings.FixedState(state)))
          .hasMessageContaining("a state of a finite MDP is written [number]")
          .hasMessageContaining("state=" + state);
    }
  }

  private double[] of(RestartSettings restart) {
    return StartDistribution.of(mdp, restart).orElseThrow();
  }
}

package io.belay.mdp.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.mdp.FiniteMdp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How finite MDPs on a grid are drawn agrees with how they move. */
class GridLayoutTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FrozenLake-v1",
        "FrozenLake8x8-v1",
        "CliffWalking-v1",
        "CliffWalkingSlippery-v1",
        "gridworld:3x5",
        "gridworld:4x2,0.3"
      })
  void everyStateIsACellAndEpisodesBeginAtS(String id) {
    GridLayout layout = FiniteMdps.layout(id).orElseThrow();
    FiniteMdp mdp = FiniteMdps.byId(id);

    assertThat(layout.cells()).hasSize(mdp.states());
    assertThat(layout.actions()).hasSize(mdp.actions());
    assertThat(mdp.start()[layout.cells().indexOf('S')]).isEqualTo(1);
    assertThat(layout.cells().indexOf('S')).isEqualTo(layout.cells().lastIndexOf('S'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CliffWalking-v1", "gridworld:3x5"})
  void anActionLeadsWhereItsNameSays(String id) {
    GridLayout layout = FiniteMdps.layout(id).orElseThrow();
    FiniteMdp mdp = FiniteMdps.byId(id);

    // From the second cell of the first row, which has free cells or walls around it.
    for (int action = 0; action < mdp.actions(); action++) {
      int expected =
          switch (layout.actions().get(action)) {
            case "left" -> 0;
            case "right" -> 2;
            case "down" -> 1 + layout.columns();
            case "up" -> 1;
            default -> throw new AssertionError(layout.actions().get(action));
          };
      assertThat(mdp.next(mdp.begin(1, action))).isEqualTo(expected);
    }
  }

  @Test
  void holesAndGoalEndTheEpisodeAndTheCliffDoesNot() {
    GridLayout lake = FiniteMdps.layout("FrozenLake-v1").orElseThrow();
    FiniteMdp frozen = FiniteMdps.byId("FrozenLake-v1");
    for (int cell = 0; cell < frozen.states(); cell++) {
      boolean ends = "HG".indexOf(lake.cells().charAt(cell)) >= 0;
      assertThat(frozen.absorbing(cell)).as("cell %d", cell).isEqualTo(ends);
    }
    // 4 × 12 cells: the lowest row is the start, ten cells of cliff, the goal.
    assertThat(FiniteMdps.layout("CliffWalking-v1").orElseThrow().cells())
        .isEqualTo("F".repeat(36) + "S" + "C".repeat(10) + "G");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Taxi-v4", "tree", "chain:5", "garnet:5,2,2,1", "CartPole-v1"})
  void whatIsNoGridIsNotDrawn(String id) {
    assertThat(FiniteMdps.layout(id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gridworld:", "gridworld:1x1", "gridworld:99999x99999"})
  void aGridThatCannotBeIsRefused(String id) {
    assertThatThrownBy(() -> FiniteMdps.layout(id)).isInstanceOf(BelayException.class);
  }
}

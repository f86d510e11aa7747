package io.belay.mdp.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.mdp.FiniteMdp;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of finite MDPs. */
class FiniteMdpsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FrozenLake-v1 | 16 | 4",
        "FrozenLake8x8-v1 | 64 | 4",
        "CliffWalking-v1 | 48 | 4",
        "CliffWalkingSlippery-v1 | 48 | 4",
        "Taxi-v4 | 500 | 6",
        "tree | 5 | 2",
        "chain:20 | 22 | 4",
        "garnet:10,3,2,-5 | 10 | 3",
        "gridworld:5x7 | 35 | 4",
        "gridworld:5x7,0.25 | 35 | 4"
      })
  void nameStandsForAnMdpOfThatName(String id, int states, int actions) {
    FiniteMdp mdp = FiniteMdps.byId(id);

    assertThat(mdp.name()).isEqualTo(id);
    assertThat(mdp.states()).isEqualTo(states);
    assertThat(mdp.actions()).isEqualTo(actions);
  }

  @Test
  void fileIsNamedByItsPath(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("coin.json");
    Files.writeString(
        file,
        """
        {"states": 1, "actions": 1, "startDistribution": [1], "transitions": [[0, 0, 0, 1, 1, true]]}
        """);

    assertThat(FiniteMdps.byId("mdp:" + file).name()).isEqualTo("coin");
    assertThatThrownBy(() -> FiniteMdps.byId("mdp:" + directory.resolve("dice.json")))
        .hasMessageContaining("dice.json");
  }

  @Test
  void everyIdIsListedAndFound() {
    assertThat(FiniteMdps.ids()).hasSize(6).allSatisfy(id -> FiniteMdps.byId(id));
    assertThat(FiniteMdps.families())
        .extracting(FiniteMdps.FamilyName::form)
        .containsExactly(
            "chain:H",
            "garnet:STATES,ACTIONS,BRANCHING,SEED",
            "gridworld:ROWSxCOLUMNS[,SLIP]",
            "mdp:FILE");
  }

  @Test
  void nameOfNoFiniteMdpIsNotFoundAndRefusedWithTheKnownOnes() {
    assertThat(FiniteMdps.find("CartPole-v1")).isEmpty();
    assertThatThrownBy(() -> FiniteMdps.byId("CartPole-v1"))
        .isInstanceOfSatisfying(
            BelayException.class,
            e -> assertThat(e.category()).isEqualTo(ErrorCategory.INVALID_REQUEST))
        .hasMessageContaining("id=CartPole-v1; known: FrozenLake-v1,")
        .hasMessageContaining("chain:H");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chain:", "chain:x", "chain:99999999999", "garnet:1,2,3", "garnet:a,2,1,1",
        "garnet:1,2,1,x", "gridworld:5", "gridworld:5x", "gridworld:5x5,x", "mdp:\0"
      })
  void argumentsThatCannotBeReadAreRefusedWithTheirForm(String id) {
    assertThatThrownBy(() -> FiniteMdps.find(id))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("is named " + id.substring(0, id.indexOf(':') + 1))
        .hasMessageContaining("id=" + id);
  }
}

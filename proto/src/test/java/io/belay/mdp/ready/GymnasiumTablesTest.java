package io.belay.mdp.ready;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables that Gymnasium 1.3.0 has are ours, to the bit. */
class GymnasiumTablesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FrozenLake-v1",
        "FrozenLake8x8-v1",
        "CliffWalking-v1",
        "CliffWalkingSlippery-v1",
        "Taxi-v4"
      })
  void everyTransitionIsTheSame(String id) {
    FiniteMdp recorded = FiniteMdpJson.read(Path.of("src/test/resources/gymnasium", id + ".json"));
    FiniteMdp ours = FiniteMdps.byId(id);

    assertThat(ours.name()).isEqualTo(recorded.name()).isEqualTo(id);
    assertThat(ours.states()).isEqualTo(recorded.states());
    assertThat(ours.actions()).isEqualTo(recorded.actions());
    assertThat(ours.start()).isEqualTo(recorded.start());
    assertThat(ours.maxEpisodeSteps()).isEqualTo(recorded.maxEpisodeSteps());
    assertThat(ours.rewardThreshold()).isEqualTo(recorded.rewardThreshold());
    assertThat(rows(ours)).isEqualTo(rows(recorded));
  }

  private static List<String> rows(FiniteMdp mdp) {
    List<String> rows = new ArrayList<>();
    for (int s = 0; s < mdp.states(); s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        for (int k = mdp.begin(s, a); k < mdp.end(s, a); k++) {
          rows.add(
              "%d %d -> %d p=%s r=%s terminated=%s"
                  .formatted(
                      s, a, mdp.next(k), mdp.probability(k), mdp.reward(k), mdp.terminated(k)));
        }
      }
    }
    return rows;
  }
}

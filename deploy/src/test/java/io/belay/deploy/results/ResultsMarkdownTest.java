package io.belay.deploy.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsMarkdownTest {
  private static final Yardsticks YARDSTICKS =
      Yardsticks.parse(
          """
          target { CartPole-v1 { ppo = 475, a2c = 475 } }
          zoo.Acrobot-v1.trpo { return-mean = -83.114, return-std = 18.648, environment-steps = 1e6 }
          """);

  @Test
  void rowsAreInGroupsByEnvironmentAndNotesBelow() {
    ResultsTable table =
        new ResultsTable(
            List.of(
                Rows.row("cartpole", "CartPole-v1", "ppo", 474, 476),
                Rows.row("acrobot-trpo", "Acrobot-v1", "trpo", -82.25),
                Rows.row("cartpole-a2c", "CartPole-v1", "a2c", 470, 470)));
    Map<String, String> notes = Map.of("cartpole-a2c", "Too short.", "gone", "Of nothing.");

    // 474 and 476: mean 475, std √(1 + 1) = 1.4; 1 s and 2 s: mean 1.5
    assertThat(ResultsMarkdown.render(new ShippedResults(table, YARDSTICKS, notes)))
        .isEqualTo(
            """
            | recipe | steps | return: mean ± std over seeds | of each seed | seconds | target \
            | RL Baselines3 Zoo (steps) |
            |---|--:|--:|---|--:|---|---|
            | **CartPole-v1** | | | | | | |
            | `cartpole` | 100 000 | 475.0 ± 1.4 | 474.0, 476.0 | 1.5 | 475 |  |
            | `cartpole-a2c` | 100 000 | 470.0 ± 0.0 | 470.0, 470.0 | 1.5 | 475, missed |  |
            | **Acrobot-v1** | | | | | | |
            | `acrobot-trpo` | 100 000 | -82.3 | -82.3 | 1.0 |  | -83.1 ± 18.6 (1 000 000) |

            * `cartpole-a2c`: Too short.
            """);
  }

  @Test
  void aTableWithoutRowsIsASentence() {
    ShippedResults nothing =
        new ShippedResults(new ResultsTable(List.of()), YARDSTICKS, Map.of("a", "Of nothing."));

    assertThat(ResultsMarkdown.render(nothing)).isEqualTo("No recipe has been measured yet.\n");
  }
}

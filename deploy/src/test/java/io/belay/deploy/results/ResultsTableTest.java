package io.belay.deploy.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTableTest {
  private static final RecipeResult OLD = Rows.row("a", "CartPole-v1", "ppo", 100);
  private static final RecipeResult NEW = Rows.row("a", "CartPole-v1", "ppo", 200);
  private static final RecipeResult OTHER = Rows.row("b", "CartPole-v1", "a2c", 300);
  private static final RecipeResult GONE = Rows.row("c", "CartPole-v1", "npg", 400);

  @Test
  void theSpreadOverSeedsIsThatOfASample() {
    RecipeResult row = Rows.row("a", "CartPole-v1", "ppo", 1, 2, 3, 4, 5);

    // mean 3; squares 4 + 1 + 0 + 1 + 4 = 10, over n − 1 = 4: √2.5
    assertThat(row.returnMean()).isEqualTo(3);
    assertThat(row.returnStd().orElseThrow()).isCloseTo(1.5811388, within(1e-7));
    assertThat(row.secondsMean()).isEqualTo(3); // 1, 2, 3, 4 and 5 s
  }

  @Test
  void oneSeedHasNoSpread() {
    assertThat(OLD.returnStd()).isEmpty();
  }

  @Test
  void newRowsReplaceOldOnesInTheOrderOfTheRecipesThatThereAre() {
    ResultsTable merged =
        new ResultsTable(List.of(GONE, OTHER, OLD))
            .with(new ResultsTable(List.of(NEW)), List.of("a", "not-measured", "b"));

    assertThat(merged.rows()).containsExactly(NEW, OTHER);
  }

  @Test
  void jsonReadsBackEqual() {
    ResultsTable table = new ResultsTable(List.of(NEW, Rows.solvedRow("cartpole"), OTHER));
    String json = ResultsJson.write(table, ShippedResults.load().yardsticks());

    assertThat(ResultsJson.read(json)).isEqualTo(table);
    assertThat(json)
        .contains("\"returnStd\" : null", "\"secondsMean\" : 3.5", "\"target\" : 500.0")
        .contains("\"atEnvironmentStep\" : 70400", "\"solved\" : null")
        .endsWith("}\n");
  }

  @Test
  void anotherTextIsNoTable() {
    assertThatThrownBy(() -> ResultsJson.read("{\"recipes\": [{\"recipe\": \"a\"}]}"))
        .hasMessageContaining("./belay results");
    assertThatThrownBy(() -> ResultsJson.read("[")).hasMessageContaining("./belay results");
  }
}

package io.belay.deploy.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTableTest {

  @Test
  void groupsAndFiguresStandAsStableBaselines3PrintsThem() {
    SequencedMap<String, Number> figures = new TreeMap<>();
    figures.put("rollout/ep_rew_mean", 187.32);
    figures.put("time/iterations", 7L);
    figures.put("time/total_timesteps", 1792L);
    figures.put("train/approx_kl", 0.0041234);

    // Names are indented by three; reals fill eight columns at least, whole numbers do not.
    assertThat(FigureTable.of(figures).lines())
        .containsExactly(
            "---------------------------------",
            "| rollout/           |          |",
            "|    ep_rew_mean     | 187      |",
            "| time/              |          |",
            "|    iterations      | 7        |",
            "|    total_timesteps | 1792     |",
            "| train/             |          |",
            "|    approx_kl       | 0.00412  |",
            "---------------------------------");
  }

  @ParameterizedTest
  // What Python's f"{value:.3g}" gives.
  @CsvSource({
    "0, 0",
    "500, 500",
    "999.6, 1e+03",
    "1234, 1.23e+03",
    "-1171.585, -1.17e+03",
    "0.5, 0.5",
    "-0.69314, -0.693",
    "0.0001, 0.0001",
    "0.00009999, 0.0001",
    "0.0000315, 3.15e-05",
    "1e-12, 1e-12",
    "2.5e150, 2.5e+150"
  })
  void realsHaveThreeDigitsAsInPython(double value, String expected) {
    assertThat(FigureTable.threeDigits(value)).isEqualTo(expected);
  }
}

package io.belay.deploy.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.IterationReport;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class FigureNamesTest {

  @Test
  void ppoGoesByTheNamesOfStableBaselines3() {
    Map<String, Double> figures =
        Map.of(
            "klMean", 0.01,
            "entropy", 0.6,
            "policyLoss", -0.02,
            "valueLoss", 5.0,
            "clipFraction", 0.1,
            "gradientNorm", 2.0,
            "learningRate", 1e-3,
            "clipRange", 0.2,
            "entropyCoefficient", 0.5,
            "explainedVariance", 0.9);
    FigureNames names =
        names(
            "algorithm { name = ppo, epochs = 20, value-coefficient = 0.8 }, policy.hidden = [8]");
    SequencedMap<String, Number> table = names.table(report(figures));

    assertThat(table)
        .containsEntry("rollout/ep_rew_mean", 187.3)
        .containsEntry("rollout/ep_len_mean", 20.5)
        // 2560 steps in 1.5 s, over the whole run as theirs is
        .containsEntry("time/fps", 1706L)
        .containsEntry("time/iterations", 10L)
        .containsEntry("time/time_elapsed", 1L)
        .containsEntry("time/total_timesteps", 2560L)
        .containsEntry("train/approx_kl", 0.01)
        .containsEntry("train/clip_fraction", 0.1)
        .containsEntry("train/clip_range", 0.2)
        .containsEntry("train/entropy_loss", -0.6)
        .containsEntry("train/explained_variance", 0.9)
        .containsEntry("train/learning_rate", 1e-3)
        // 10 iterations of 20 epochs
        .containsEntry("train/n_updates", 200L)
        .containsEntry("train/policy_gradient_loss", -0.02)
        // theirs is not halved
        .containsEntry("train/value_loss", 10.0)
        // −0.02 − 0.5 · 0.6 + 0.8 · 5
        .hasEntrySatisfying("train/loss", loss -> assertThat(loss.doubleValue()).isEqualTo(3.68))
        .hasSize(16);
    assertThat(
            names.scalars(report(figures)).keySet().stream()
                .filter(name -> !table.containsKey(name)))
        .containsExactly("belay/entropy_coefficient", "belay/gradient_norm", "belay/seconds_wait");
  }

  @Test
  void anUpdateThatMayEndEarlyHasNoNumberOfUpdates() {
    assertThat(names("algorithm { name = ppo, target-kl = 0.01 }").table(report(Map.of())))
        .doesNotContainKeys("train/n_updates", "train/loss");
  }

  @Test
  void trpoGoesByTheNamesOfItsContribution() {
    Map<String, Double> figures =
        Map.of("klMean", 0.01, "policyLoss", -0.03, "valueLoss", 4.0, "policyUnchanged", 0.0);

    assertThat(names("algorithm.name = trpo").table(report(figures)))
        .containsEntry("train/kl_divergence_loss", 0.01)
        .containsEntry("train/policy_objective", 0.03)
        .containsEntry("train/value_loss", 8.0)
        .containsEntry("train/is_line_search_success", 1.0)
        .containsEntry("train/n_updates", 10L)
        .doesNotContainKeys("train/approx_kl", "train/policy_gradient_loss", "train/loss");
  }

  @Test
  void a2cHasItsOwnNameForThePolicysLoss() {
    assertThat(names("algorithm.name = a2c").table(report(Map.of("policyLoss", -0.5))))
        .containsEntry("train/policy_loss", -0.5)
        .doesNotContainKey("train/policy_gradient_loss");
  }

  @Test
  void whatIsNotFiniteIsLeftOut() {
    assertThat(names("algorithm.name = ppo").scalars(report(Map.of("klMean", Double.NaN))))
        .doesNotContainKey("train/approx_kl")
        .doesNotContainValue(Double.NaN);
  }

  @Test
  void aChartHasNoFiguresThatAreAnAxis() {
    assertThat(names("algorithm.name = ppo").scalars(report(Map.of("gradientNorm", 2.0))))
        .containsEntry("belay/gradient_norm", 2.0)
        .containsKeys("time/fps", "rollout/ep_rew_mean")
        .doesNotContainKeys(
            "time/iterations", "time/time_elapsed", "time/total_timesteps", "train/n_updates");
  }

  @Test
  void anExactAlgorithmHasNamesOfItsOwnOverIterations() {
    FigureNames names =
        FigureNames.of(
            RecipeLoader.parse(
                "environment.id = FrozenLake-v1, algorithm.name = npg-exact", "exact.conf"));
    IterationReport report = report(Map.of("value", 0.5, "optimalValue", 0.6, "gap", 0.1));

    assertThat(names.table(report))
        .containsEntry("exact/value", 0.5)
        .containsEntry("exact/optimal_value", 0.6)
        .containsEntry("exact/gap", 0.1)
        .containsEntry("time/iterations", 10L)
        .doesNotContainKeys("rollout/ep_rew_mean", "time/fps");
    assertThat(names.step(report)).isEqualTo(10);
  }

  private static FigureNames names(String settings) {
    Recipe recipe = RecipeLoader.parse("environment.id = CartPole-v1\n" + settings, "test.conf");
    return FigureNames.of(recipe);
  }

  private static IterationReport report(Map<String, Double> figures) {
    return Reports.of(9, 187.3, figures);
  }
}

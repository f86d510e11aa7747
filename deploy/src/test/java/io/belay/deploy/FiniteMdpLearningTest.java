package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import io.belay.deploy.train.PolicyEvaluation;
import io.belay.deploy.train.Saved;
import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.OptimalSolution;
import io.belay.learner.exact.TabularPolicy;
import io.belay.learner.run.RunFiles;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.ready.FiniteMdps;
import io.belay.policy.PolicyInference;
import io.belay.recipe.NpgSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.worker.environment.EnvironmentRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sampled NPG on finite MDPs, through workers and learner, by the true value of its last policy.
 */
@Tag("learning")
class FiniteMdpLearningTest {
  private static final String UNDER_RHO = "sampling.restart=environment";

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void frozenLakeIsNearlyOptimalUnderUniformRestarts(int seed) {
    // Of ten seeds the worst reaches 98 %.
    assertThat(shareOfTheOptimum("frozenlake-npg", "training.seed=" + seed)).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theChainIsSolvedUnderUniformRestarts(int seed) {
    assertThat(shareOfTheOptimum("chain-npg", "training.seed=" + seed)).isGreaterThan(0.95);
  }

  @Test
  void theChainIsHopelessFromItsOwnStart() {
    // The uniform policy is worth about 21 · 3⁻²¹, and no lane ever sees a reward to leave it for.
    assertThat(shareOfTheOptimum("chain-npg", UNDER_RHO)).isLessThan(1e-6);
  }

  @Test
  void theLongerChainIsSolvedAsWell() {
    assertThat(shareOfTheOptimum("chain-npg", "environment.id=chain:40")).isGreaterThan(0.95);
  }

  /** V^π(ρ) ÷ V*(ρ) of the run's last policy, with the recipe's discount. */
  private double shareOfTheOptimum(String recipeName, String... settings) {
    Path directory = home.resolve("run");
    Ran ran = Commands.belay(arguments(recipeName, directory, settings));
    assertThat(ran.status()).as(ran.err()).isZero();
    RunFiles files = RunFiles.ofRun(directory);
    Recipe recipe = RecipeLoader.parse(files.readRecipe(), "recipe.conf");
    FiniteMdp mdp =
        FiniteMdps.byId(recipe.environment().id())
            .withDiscount(((NpgSettings) recipe.algorithm()).discount());
    double[] start = mdp.start();
    return Evaluation.of(mdp, lastPolicy(files, recipe, mdp)).value(start)
        / OptimalSolution.of(mdp).value(start);
  }

  private static String[] arguments(String recipe, Path directory, String... settings) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", recipe, "--out", directory.toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments.toArray(String[]::new);
  }

  private static TabularPolicy lastPolicy(RunFiles files, Recipe recipe, FiniteMdp mdp) {
    PolicyInference inference =
        PolicyEvaluation.of(recipe, EnvironmentRegistry.discover()).policy().inference(1);
    inference.use(Saved.in(files, recipe).policy(files));
    int actions = mdp.actions();
    double[] logits = new double[mdp.states() * actions];
    float[] logProbability = new float[1];
    for (int pair = 0; pair < logits.length; pair++) {
      inference.logProbabilities(
          new float[] {pair / actions}, 0, 1, new float[] {pair % actions}, 0, logProbability, 0);
      logits[pair] = logProbability[0];
    }
    return TabularPolicy.softmax(mdp.states(), actions, logits);
  }
}

package io.belay.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactRecipeTest {

  @Test
  void aRecipeOfAnExactAlgorithmSaysHowManyIterationsItHas() {
    Recipe recipe = parse("npg-exact", "algorithm.iterations = 7");
    assertThat(recipe.iterations()).isEqualTo(7);
    assertThat(recipe.algorithm().discount()).isEqualTo(0.99);
    assertThat(((ExactNpgSettings) recipe.algorithm()).stepSize()).isEmpty();
    assertThat(RecipeLoader.render(recipe))
        .isEqualTo(
            """
            name = "r"
            environment.id = "FrozenLake-v1"
            sampling.restart = environment
            algorithm.name = npg-exact
            algorithm.discount = 0.99
            algorithm.iterations = 7
            algorithm.step-size = none
            training.seed = 1
            training.checkpoint-every = 50
            training.checkpoints-kept = 3
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          npg-exact         | algorithm.discount = 1          | the discount of an exact algorithm is a number not below 0 and below 1: algorithm.discount=1 (r.conf:2); use for example 0.99
          npg-exact         | algorithm.iterations = 0        | the number of iterations is a whole number from 1 to 2147483647: algorithm.iterations=0 (r.conf:2); use for example 1000
          softmax-pg-exact  | algorithm.step-size = 0         | the size of an exact step is none or a number above 0: algorithm.step-size=0 (r.conf:2); use for example none
          log-barrier-exact | algorithm.barrier = -1          | the weight of the log barrier is none or a number above 0: algorithm.barrier=-1 (r.conf:2); use for example none
          log-barrier-exact | algorithm.accuracy = 0          | the accuracy that is asked for is a number above 0: algorithm.accuracy=0 (r.conf:2); use for example 0.1
          trpo-exact        | algorithm.trust-region-radius=0 | the radius of the trust region is a number above 0: algorithm.trust-region-radius=0 (r.conf:2); use for example 0.01
          policy-iteration  | algorithm.step-size = 1         | a key of npg, qnpg, softmax-pg-exact, log-barrier-exact, npg-exact and soft-policy-iteration means nothing to policy-iteration: algorithm.step-size=1 (r.conf:2); remove it
          cpi-exact         | sampling.lanes = 4              | cpi-exact samples nothing and has a table for a policy, so that this key means nothing to it: sampling.lanes=4 (r.conf:2); remove it
          cpi-exact         | training.environment-steps = 9  | cpi-exact samples nothing and has a table for a policy, so that this key means nothing to it: training.environment-steps=9 (r.conf:2); remove it
          """)
  void aSettingThatIsWrongOrMeansNothingIsRefused(
      String algorithm, String written, String message) {
    assertThatThrownBy(() -> parse(algorithm, written))
        .isInstanceOf(BelayException.class)
        .hasMessage(message);
  }

  @Test
  void aRunWithWorkersNeedsAnAlgorithmThatSamples() {
    Recipe exact = parse("trpo-exact", "");
    assertThatThrownBy(() -> SampledSettings.of(exact))
        .hasMessage(
            "an exact algorithm samples nothing and needs no workers; run it in one process with"
                + " `belay train`: recipe=r, algorithm.name=trpo-exact");
    assertThat(SampledSettings.of(parse("trpo", ""))).isInstanceOf(TrpoSettings.class);
  }

  private static Recipe parse(String algorithm, String more) {
    return RecipeLoader.parse(
        "environment.id = FrozenLake-v1, algorithm.name = %s\n%s".formatted(algorithm, more),
        "r.conf");
  }
}

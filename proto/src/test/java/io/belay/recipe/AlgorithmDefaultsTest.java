package io.belay.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Defaults that stand for another program's, by the numbers in its source. */
class AlgorithmDefaultsTest {

  @Test
  void a2cIsThatOfStableBaselines3() {
    A2cSettings a2c = (A2cSettings) defaults("a2c");

    assertThat(a2c.discount()).isEqualTo(0.99); // gamma
    assertThat(a2c.advantage().gaeLambda()).isEqualTo(1); // gae_lambda
    assertThat(a2c.advantage().normalisation())
        .isEqualTo(AdvantageNormalisation.NONE); // normalize_advantage
    assertThat(a2c.step().learningRate()).isEqualTo(7e-4); // learning_rate
    assertThat(a2c.step().maxGradientNorm()).isEqualTo(0.5); // max_grad_norm
    assertThat(a2c.step().optimizer().kind()).isEqualTo(OptimizerKind.RMSPROP); // use_rms_prop
    assertThat(a2c.step().optimizer().decay()).isEqualTo(0.99); // RMSprop(alpha=0.99)
    assertThat(a2c.step().optimizer().epsilon()).isEqualTo(1e-5); // rms_prop_eps
    assertThat(a2c.entropyCoefficient()).isZero(); // ent_coef
    assertThat(a2c.valueCoefficient()).isEqualTo(1); // vf_coef = 0.5 of (V − R)², not of its half
  }

  @Test
  void trpoIsThatOfStableBaselines3Contrib() {
    TrpoSettings trpo = (TrpoSettings) defaults("trpo");

    assertThat(trpo.discount()).isEqualTo(0.99); // gamma
    assertThat(trpo.advantage().gaeLambda()).isEqualTo(0.95); // gae_lambda
    assertThat(trpo.advantage().normalisation())
        .isEqualTo(AdvantageNormalisation.BATCH); // normalize_advantage
    assertThat(trpo.fisher().iterations()).isEqualTo(15); // cg_max_steps
    assertThat(trpo.fisher().damping()).isEqualTo(0.1); // cg_damping
    assertThat(trpo.fisher().fraction()).isEqualTo(1); // sub_sampling_factor = 1
    assertThat(trpo.trustRegionRadius()).isEqualTo(0.01); // target_kl
    assertThat(trpo.lineSearchSteps()).isEqualTo(10); // line_search_max_iter
    assertThat(trpo.lineSearchShrink()).isEqualTo(0.8); // line_search_shrinking_factor
    assertThat(trpo.critic().epochs()).isEqualTo(10); // n_critic_updates
    assertThat(trpo.critic().minibatchSize()).isEqualTo(128); // batch_size
    assertThat(trpo.critic().step().learningRate()).isEqualTo(1e-3); // learning_rate
    assertThat(trpo.critic().step().optimizer().kind()).isEqualTo(OptimizerKind.ADAM);
  }

  private static AlgorithmSettings defaults(String algorithm) {
    return RecipeLoader.parse(
            "environment.id = \"CartPole-v1\", algorithm.name = " + algorithm, "r.conf")
        .algorithm();
  }
}

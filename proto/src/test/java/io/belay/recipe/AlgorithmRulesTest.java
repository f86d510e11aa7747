package io.belay.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.error.BelayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules of the algorithms beside ppo, by the exact message that a broken one gives. A setting is on
 * line 2 of its file.
 */
class AlgorithmRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          reinforce | baseline = mean              | the baseline is one of none, batch-mean, critic: algorithm.baseline="mean" (r.conf:2); use for example none
          reinforce | baseline = batchmean         | the baseline is one of none, batch-mean, critic: algorithm.baseline="batchmean" (r.conf:2); did you mean batch-mean?
          reinforce | discount-weighting = 1       | whether steps are weighted by γᵗ is true or false: algorithm.discount-weighting=1 (r.conf:2); use true or false
          reinforce | critic.epochs = 0            | the number of the critic's epochs over a batch is a whole number from 1 to 10000: algorithm.critic.epochs=0 (r.conf:2); use for example 10
          npg       | critic.minibatch-size = 0    | the number of steps in a minibatch of the critic is a whole number from 1 to 2147483647: algorithm.critic.minibatch-size=0 (r.conf:2); use for example 128
          npg       | critic.learning-rate = 0     | the learning rate is a number above 0: algorithm.critic.learning-rate=0 (r.conf:2); use for example 3e-4
          npg       | critic.optimizer.kind = rms  | the kind of optimizer is one of adam, sgd, rmsprop: algorithm.critic.optimizer.kind="rms" (r.conf:2); use for example adam
          npg       | fisher-damping = -0.1        | the damping of the Fisher matrix is a number not below 0: algorithm.fisher-damping=-0.1 (r.conf:2); use for example 0.1
          npg       | fisher-fraction = 0          | the share of the batch's states in the Fisher matrix is a number above 0 and not above 1: algorithm.fisher-fraction=0 (r.conf:2); use for example 1.0
          qnpg      | fisher-fraction = 1.1        | the share of the batch's states in the Fisher matrix is a number above 0 and not above 1: algorithm.fisher-fraction=1.1 (r.conf:2); use for example 1.0
          qnpg      | step-rule = normalized       | the rule of the natural step is one of fixed, normalised: algorithm.step-rule="normalized" (r.conf:2); did you mean normalised?
          qnpg      | step-size = 0                | the size of a fixed natural step is a number above 0: algorithm.step-size=0 (r.conf:2); use for example 0.1
          trpo      | trust-region-radius = 0      | the radius of the trust region is a number above 0: algorithm.trust-region-radius=0 (r.conf:2); use for example 0.01
          trpo      | conjugate-gradient.iterations = 0 | the number of conjugate gradient iterations is a whole number from 1 to 10000: algorithm.conjugate-gradient.iterations=0 (r.conf:2); use for example 10
          trpo      | conjugate-gradient.tolerance = -1 | the relative residual that conjugate gradient stops at is a number not below 0: algorithm.conjugate-gradient.tolerance=-1 (r.conf:2); use for example 1e-5
          trpo      | conjugate-gradient.residual-limit = 0 | the largest relative residual of a direction that is used is a number above 0: algorithm.conjugate-gradient.residual-limit=0 (r.conf:2); use for example 1.0
          trpo      | line-search.steps = 0        | the number of steps a line search tries is a whole number from 1 to 1000: algorithm.line-search.steps=0 (r.conf:2); use for example 10
          trpo      | line-search.shrink = 0       | the factor from one step of a line search to the next is a number above 0 and below 1: algorithm.line-search.shrink=0 (r.conf:2); use for example 0.8
          trpo      | line-search.shrink = 1       | the factor from one step of a line search to the next is a number above 0 and below 1: algorithm.line-search.shrink=1 (r.conf:2); use for example 0.8
          """)
  void settingThatBreaksItsRuleIsRefused(String algorithm, String written, String message) {
    assertThat(refused(algorithm, "algorithm." + written)).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a2c       | algorithm.advantage-normalisation = minibatch | a2c uses the advantages of a whole batch at once: algorithm.advantage-normalisation=minibatch (r.conf:2); use batch or none
          trpo      | algorithm.advantage-normalisation = minibatch | trpo uses the advantages of a whole batch at once: algorithm.advantage-normalisation=minibatch (r.conf:2); use batch or none
          npg       | algorithm.critic.minibatch-size = 1, sampling { lanes = 1, block-size = 1, fragment-length = 1 } | advantages are normalised over two steps or more: algorithm.advantage-normalisation=batch (default), sampling.lanes=1 (r.conf:2), sampling.fragment-length=1 (r.conf:2); use a longer fragment-length, more lanes, or advantage-normalisation = none
          reinforce | algorithm.critic.minibatch-size = 2049 | a minibatch has at most the lanes × fragment-length steps of a batch: algorithm.critic.minibatch-size=2049 (r.conf:2), sampling.lanes=8 (default), sampling.fragment-length=256 (default); use a minibatch-size from 1 to 2048
          qnpg      | sampling.fragment-length = 15  | a minibatch has at most the lanes × fragment-length steps of a batch: algorithm.critic.minibatch-size=128 (default), sampling.lanes=8 (default), sampling.fragment-length=15 (r.conf:2); use a minibatch-size from 1 to 120
          reinforce | algorithm.baseline = batch-mean, sampling { lanes = 1, block-size = 1 } | a baseline of batch-mean is a mean over other lanes than the one it is subtracted in: algorithm.baseline=batch-mean (r.conf:2), sampling.lanes=1 (r.conf:2); use 2 lanes or more, or another baseline
          reinforce | algorithm.discount-weighting = true, sampling.visitation = discounted | states are discounted once, by their visitation or by their weight: algorithm.discount-weighting=true (r.conf:2), sampling.visitation=discounted (r.conf:2); use discount-weighting = false or visitation = undiscounted
          """)
  void settingsThatDoNotFitTogetherAreRefused(String algorithm, String written, String message) {
    assertThat(refused(algorithm, written)).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trpo      | clip-range = 0.2        | a key of ppo means nothing to trpo: algorithm.clip-range=0.2 (r.conf:2); remove it
          trpo      | step-size = 0.1         | a key of npg, qnpg, softmax-pg-exact, log-barrier-exact, npg-exact and soft-policy-iteration means nothing to trpo: algorithm.step-size=0.1 (r.conf:2); remove it
          a2c       | trust-region-radius = 1 | a key of npg, qnpg, trpo and trpo-exact means nothing to a2c: algorithm.trust-region-radius=1 (r.conf:2); remove it
          reinforce | gae-lambda = 0.95       | a key of a2c, npg, qnpg, trpo and ppo means nothing to reinforce: algorithm.gae-lambda=0.95 (r.conf:2); remove it
          npg       | learning-rate = 1e-3    | a key of reinforce, a2c and ppo means nothing to npg: algorithm.learning-rate=1e-3 (r.conf:2); did you mean algorithm.critic.learning-rate?
          ppo       | critic { epochs = 5 }   | a key of reinforce, npg, qnpg and trpo means nothing to ppo: algorithm.critic.epochs=5 (r.conf:2); did you mean algorithm.epochs?
          ppo       | line-search = 3         | a recipe has no such key: algorithm.line-search=3 (r.conf:2); remove it
          ppo       | line-search {}          | a recipe has no such key: algorithm.line-search={} (r.conf:2); remove it
          ppo       | line-search.stepz = 3   | a recipe has no such key: algorithm.line-search.stepz=3 (r.conf:2); remove it
          trpo      | line-search.stepz = 3   | a recipe has no such key: algorithm.line-search.stepz=3 (r.conf:2); did you mean algorithm.line-search.steps?
          """)
  void keyOfAnotherAlgorithmIsRefused(String algorithm, String written, String message) {
    assertThat(refused(algorithm, "algorithm { " + written + " }")).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reinforce", "npg", "qnpg", "trpo"})
  void algorithmThatImprovesTheSamplingPolicyRefusesAPipeline(String algorithm) {
    assertThat(refused(algorithm, "sampling.pipeline = true"))
        .isEqualTo(
            algorithm
                + " improves the policy that sampled its batch, a pipeline's is one version older:"
                + " sampling.pipeline=true (r.conf:2); use pipeline = false, or algorithm.name = ppo or a2c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a2c", "ppo"})
  void algorithmThatAcceptsALagOfOneMayRunInAPipeline(String algorithm) {
    Recipe recipe = RecipeLoader.parse(text(algorithm, "sampling.pipeline = true"), "r.conf");

    assertThat(recipe.sampling().pipeline()).isTrue();
    assertThat(recipe.algorithm().largestPolicyLag()).isEqualTo(1);
  }

  @Test
  void reinforceHasNoOtherEstimatorThanTheRewardToGo() {
    ReinforceSettings defaults =
        (ReinforceSettings) RecipeLoader.parse(text("reinforce", ""), "r.conf").algorithm();
    AdvantageSettings gae =
        new AdvantageSettings(0.99, 1, AdvantageEstimator.GAE, AdvantageNormalisation.NONE, false);

    assertThat(defaults.advantage().estimator()).isEqualTo(AdvantageEstimator.MONTE_CARLO);
    assertThat(
            catchThrowableOfType(
                BelayException.class,
                () ->
                    new ReinforceSettings(
                        gae,
                        defaults.step(),
                        Baseline.NONE,
                        false,
                        0,
                        Schedule.CONSTANT,
                        defaults.critic())))
        .hasMessage(
            "reinforce weighs by the reward to go, with λ = 1: algorithm.advantage-estimator=gae;"
                + " use AdvantageSettings.monteCarlo");
  }

  @Test
  void recordRefusesAStepWithoutKnowingWhereItWillBe() {
    assertThat(
            catchThrowableOfType(
                BelayException.class,
                () ->
                    new StepSettings(
                        0,
                        Schedule.CONSTANT,
                        Double.POSITIVE_INFINITY,
                        new OptimizerSettings(OptimizerKind.SGD, 0, 0, 1, 0, 0))))
        .hasMessage(
            "the learning rate is a number above 0: learning-rate=0.0; use for example 3e-4");
  }

  private static String refused(String algorithm, String written) {
    return catchThrowableOfType(
            BelayException.class, () -> RecipeLoader.parse(text(algorithm, written), "r.conf"))
        .getMessage();
  }

  private static String text(String algorithm, String written) {
    return "environment.id = \"CartPole-v1\", algorithm.name = " + algorithm + "\n" + written;
  }
}

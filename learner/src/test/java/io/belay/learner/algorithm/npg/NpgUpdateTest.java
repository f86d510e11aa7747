package io.belay.learner.algorithm.npg;

import static io.belay.learner.reference.ReferencePolicy.ROWS;
import static io.belay.learner.reference.ReferencePolicy.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.parallel.Crew;
import io.belay.learner.reference.NaturalSettings;
import io.belay.learner.reference.RandomPolicy;
import io.belay.learner.reference.ReferencePolicy;
import io.belay.learner.reference.SyntheticRun;
import io.belay.policy.Critic;
import io.belay.policy.NormaliserStatistics;
import io.belay.recipe.FisherSettings;
import io.belay.recipe.NaturalStepSettings;
import io.belay.recipe.NpgSettings;
import io.belay.recipe.StepRule;
import java.util.Arrays;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpgUpdateTest {

  /** θ + η (F + 0.1 I)⁻¹ g of PyTorch's autograd in float64. */
  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void movesAlongTheDampedNaturalGradient(String name) {
    ReferencePolicy reference = ReferencePolicy.load(name);
    Critic critic =
        Critic.of(reference.specification().recipe(), reference.specification().environment());
    float[] criticParameters = critic.initialParameters(1);
    BatchValues values = new BatchValues(reference.policy(), critic, ROWS);
    values.estimate(reference.batch(), NormaliserStatistics.NONE, criticParameters, new Crew(1));
    NpgUpdate update =
        new NpgUpdate(
            settings(NaturalSettings.exact(reference.expected("fisherDamping")), fixed(0.5)),
            reference.policy(),
            critic,
            1,
            ROWS,
            10,
            1,
            new Crew(1));
    float[] moved = reference.parameters();
    SequencedMap<String, Double> figures =
        update.improve(
            moved,
            criticParameters,
            reference.batch(),
            values,
            reference.advantages(),
            new float[ROWS],
            0);
    float[] natural = reference.expectedVector("naturalGradientDamped");
    float[] before = reference.parameters();
    for (int i = 0; i < moved.length; i++) {
      assertThat((moved[i] - before[i]) / 0.5f).isCloseTo(natural[i], within(tolerance(natural)));
    }
    assertThat(figures.get("entropy")).isCloseTo(reference.expected("entropyMean"), within(1e-5));
    assertThat(figures).containsEntry("policyUnchanged", 0.0).containsEntry("stepSize", 0.5);
  }

  /**
   * Lemma 10.6 without its factor 1 ÷ (1 − γ): θ(s, a) moves by η A(s, a). The batch is the
   * expectation over two states and uniform actions, and A has mean 0 in each state: (1, −1) and
   * (−2, 2).
   */
  @Test
  void aTabularPolicyMovesByItsAdvantages() {
    SyntheticRun run = SyntheticRun.everyAction(2, 2);
    SequencedMap<String, Double> figures =
        run.improve(
            update(run, settings(NaturalSettings.exact(0), fixed(0.25))),
            new float[] {1, -1, -2, 2});
    assertThat(run.actor())
        .containsExactly(new float[] {0.25f, -0.25f, -0.5f, 0.5f}, within(1e-6f));
    // w·∇log π = A in all four rows. g = ¼ Σ A (eₐ − π) = (¼, −¼, −½, ½), w = (1, −1, −2, 2):
    // wᵀFw = g·w = ½ + 2, and ½ · 0.25² · 2.5 = 0.078125.
    assertThat(figures.get("compatibleFunctionError")).isCloseTo(0, within(1e-10));
    assertThat(figures.get("gradientNorm")).isCloseTo(Math.sqrt(0.625), within(1e-6));
    assertThat(figures.get("naturalGradientNorm")).isCloseTo(Math.sqrt(10), within(1e-5));
    assertThat(figures.get("klPredicted")).isCloseTo(0.078125, within(1e-6));
    // Divergence of the uniform policy from logits ±x is log cosh x, in the mean over the states.
    double divergence = (Math.log(Math.cosh(0.25)) + Math.log(Math.cosh(0.5))) / 2;
    assertThat(figures.get("klMean")).isCloseTo(divergence, within(1e-6));
    // The surrogate: mean (2 π′ − 1) A, 2 π′ − 1 = ± tanh x.
    double improvement = (Math.tanh(0.25) + 2 * Math.tanh(0.5)) / 2;
    assertThat(figures.get("surrogateImprovement")).isCloseTo(improvement, within(1e-6));
    assertThat(figures.get("policyLoss")).isCloseTo(-improvement, within(1e-6));
  }

  @Test
  void aNormalisedStepPredictsTheRadius() {
    SyntheticRun run = SyntheticRun.everyAction(2, 2);
    SequencedMap<String, Double> figures =
        run.improve(
            update(
                run,
                settings(
                    NaturalSettings.exact(0),
                    new NaturalStepSettings(StepRule.NORMALISED, 1, 1e-3))),
            new float[] {1, -1, -2, 2});
    // wᵀFw = 2.5, see above: η = √(2 · 10⁻³ ÷ 2.5).
    assertThat(figures.get("stepSize")).isCloseTo(Math.sqrt(8e-4), within(1e-8));
    assertThat(figures.get("klPredicted")).isCloseTo(1e-3, within(1e-9));
    assertThat(figures.get("klMean")).isCloseTo(1e-3, within(1e-5));
  }

  /** Lemma 11.2: no other direction has a smaller compatible function approximation error. */
  @Test
  void theDirectionMinimisesTheCompatibleFunctionApproximationError() {
    SplittableRandom random = new SplittableRandom(3);
    int states = 3;
    int actions = 3;
    float[] advantages = RandomPolicy.normals(random, states * actions);
    SyntheticRun run = SyntheticRun.everyAction(states, actions);
    double error =
        run.improve(update(run, settings(NaturalSettings.exact(0), fixed(1))), advantages)
            .get("compatibleFunctionError");
    // θ was 0, so it is w now. Under the uniform policy w·∇log π(a|s) = w(s, a) − mean w(s, ·).
    assertThat(error).isCloseTo(error(run.actor(), advantages, actions), within(1e-6));
    for (int i = 0; i < 100; i++) {
      float[] other = RandomPolicy.normals(random, advantages.length);
      for (int k = 0; k < other.length; k++) {
        other[k] = run.actor()[k] + 0.1f * other[k];
      }
      assertThat(error(other, advantages, actions)).isGreaterThan(error - 1e-9);
    }
  }

  private static double error(float[] w, float[] advantages, int actions) {
    double sum = 0;
    for (int r = 0; r < w.length; r++) {
      int state = r / actions * actions;
      double mean = 0;
      for (int a = 0; a < actions; a++) {
        mean += w[state + a] / (double) actions;
      }
      double error = w[r] - mean - advantages[r];
      sum += error * error;
    }
    return sum / w.length;
  }

  @ParameterizedTest
  @EnumSource
  void fewerStatesAndMoreThreadsGiveTheSameBits(RandomPolicy kind) {
    FisherSettings fisher = new FisherSettings(0.1, 0.5, 10, 0, 1);
    float[] advantages = RandomPolicy.normals(new SplittableRandom(5), RandomPolicy.ROWS);
    SyntheticRun one = SyntheticRun.random(kind, 7);
    SyntheticRun three = SyntheticRun.random(kind, 7);
    SequencedMap<String, Double> figures =
        one.improve(update(one, settings(fisher, fixed(0.1))), advantages);
    try (Crew crew = new Crew(3)) {
      assertThat(three.improve(update(three, settings(fisher, fixed(0.1)), crew), advantages))
          .isEqualTo(figures);
    }
    assertThat(three.actor()).isEqualTo(one.actor());
    assertThat(figures).containsEntry("policyUnchanged", 0.0);
  }

  @Test
  void aStepThatOverflowsLeavesThePolicyAsItWas() {
    SyntheticRun run = SyntheticRun.random(RandomPolicy.GAUSSIAN, 1);
    float[] before = run.actor().clone();
    SequencedMap<String, Double> figures =
        run.improve(
            update(run, settings(NaturalSettings.exact(0.1), fixed(1e40))),
            RandomPolicy.normals(new SplittableRandom(2), RandomPolicy.ROWS));
    assertThat(run.actor()).isEqualTo(before);
    assertThat(figures)
        .containsEntry("policyUnchanged", 1.0)
        .containsEntry("nonFiniteStep", 1.0)
        .containsEntry("stepSize", 0.0)
        .containsEntry("klMean", 0.0);
  }

  @Test
  void advantagesThatAreAllZeroMoveNothing() {
    SyntheticRun run = SyntheticRun.random(RandomPolicy.SOFTMAX_TANH, 1);
    float[] before = run.actor().clone();
    SequencedMap<String, Double> figures =
        run.improve(
            update(run, settings(NaturalSettings.exact(0.1), fixed(0.1))),
            new float[RandomPolicy.ROWS]);
    assertThat(Arrays.equals(run.actor(), before)).isTrue();
    assertThat(figures).containsEntry("policyUnchanged", 1.0).containsEntry("nonFiniteStep", 0.0);
  }

  private static NaturalStepSettings fixed(double stepSize) {
    return new NaturalStepSettings(StepRule.FIXED, stepSize, 0.01);
  }

  private static NpgSettings settings(FisherSettings fisher, NaturalStepSettings step) {
    return new NpgSettings(NaturalSettings.advantages(), fisher, step, NaturalSettings.critic());
  }

  private static NpgUpdate update(SyntheticRun run, NpgSettings settings) {
    return update(run, settings, new Crew(1));
  }

  private static NpgUpdate update(SyntheticRun run, NpgSettings settings, Crew crew) {
    return new NpgUpdate(
        settings,
        run.policy(),
        run.critic(),
        run.batch().steps(),
        run.batch().lanes(),
        10,
        1,
        crew);
  }
}

package io.belay.learner.algorithm.trpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.parallel.Crew;
import io.belay.learner.reference.NaturalSettings;
import io.belay.learner.reference.RandomPolicy;
import io.belay.learner.reference.SyntheticRun;
import io.belay.recipe.FisherSettings;
import io.belay.recipe.TrpoSettings;
import java.util.Arrays;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrpoUpdateTest {

  @Test
  void theFirstStepIsAsLongAsTheQuadraticModelAllows() {
    // One state, two actions, θ = 0, A = (1, −1): g = (½, −½), w = (1, −1), gᵀw = 1, η = √(2 ·
    // 0.02)
    // = 0.2. Logits (0.2, −0.2): divergence log cosh 0.2 < 0.02, improvement tanh 0.2.
    SyntheticRun run = SyntheticRun.everyAction(1, 2);
    SequencedMap<String, Double> figures =
        run.improve(update(run, NaturalSettings.exact(0), 0.02, 10), new float[] {1, -1});
    assertThat(run.actor()).containsExactly(new float[] {0.2f, -0.2f}, within(1e-6f));
    assertThat(figures.get("stepSize")).isCloseTo(0.2, within(1e-7));
    assertThat(figures.get("klPredicted")).isCloseTo(0.02, within(1e-7));
    assertThat(figures.get("klMean")).isCloseTo(Math.log(Math.cosh(0.2)), within(1e-7));
    assertThat(figures.get("surrogateImprovement")).isCloseTo(Math.tanh(0.2), within(1e-6));
    assertThat(figures).containsEntry("lineSearchSteps", 1.0).containsEntry("policyUnchanged", 0.0);
  }

  @ParameterizedTest
  @EnumSource
  void everyMoveImprovesWithinTheTrustRegion(RandomPolicy kind) {
    for (int seed = 0; seed < 20; seed++) {
      SyntheticRun run = SyntheticRun.random(kind, seed);
      float[] before = run.actor().clone();
      SequencedMap<String, Double> figures =
          run.improve(update(run, NaturalSettings.exact(0.01), 0.3, 10), advantages(seed));
      if (figures.get("policyUnchanged") == 0) {
        assertThat(figures.get("klMean")).isPositive().isLessThanOrEqualTo(0.3);
        assertThat(figures.get("surrogateImprovement")).isPositive();
        assertThat(Arrays.equals(run.actor(), before)).isFalse();
      } else {
        assertThat(run.actor()).isEqualTo(before);
      }
    }
  }

  /**
   * A Gaussian whose log σ falls by x diverges by ½ (e²ˣ − 1) − x, more than the model's x²: with
   * advantages that ask for smaller deviations, the full step of a wide trust region leaves it.
   */
  @Test
  void whereNoStepIsAcceptedThePolicyStaysAsItWas() {
    SyntheticRun run = SyntheticRun.random(RandomPolicy.GAUSSIAN, 1);
    float[] shrink = preferringTheMean(run);
    float[] before = run.actor().clone();
    SequencedMap<String, Double> figures =
        run.improve(update(run, NaturalSettings.exact(1e-3), 5, 1), shrink);
    assertThat(run.actor()).isEqualTo(before);
    assertThat(figures)
        .containsEntry("lineSearchSteps", 1.0)
        .containsEntry("policyUnchanged", 1.0)
        .containsEntry("stepSize", 0.0)
        .containsEntry("klMean", 0.0)
        .containsEntry("surrogateImprovement", 0.0)
        .containsEntry("nonFiniteStep", 0.0);
    // Going back along the same direction finds a step.
    figures = run.improve(update(run, NaturalSettings.exact(1e-3), 5, 20), shrink);
    assertThat(figures.get("lineSearchSteps")).isBetween(2.0, 20.0);
    assertThat(figures.get("klMean")).isLessThanOrEqualTo(5);
    assertThat(figures).containsEntry("policyUnchanged", 0.0);
  }

  /** −Σ a²: the nearer to the mean, which is nearly 0, the better. */
  private static float[] preferringTheMean(SyntheticRun run) {
    float[] advantages = new float[run.rows()];
    for (int k = 0; k < run.batch().actions().length; k++) {
      float action = run.batch().actions()[k];
      advantages[k / run.policy().actionSize()] -= action * action;
    }
    return advantages;
  }

  @Test
  void advantagesThatAreNotNumbersLeaveThePolicyAsItWas() {
    float[] advantages = advantages(1);
    advantages[40] = Float.NaN;
    assertUnchanged(
        SyntheticRun.random(RandomPolicy.SOFTMAX_TANH, 1),
        NaturalSettings.exact(0.1),
        advantages,
        "nonFiniteStep");
  }

  @Test
  void anUnconvergedDirectionLeavesThePolicyAsItWas() {
    assertUnchanged(
        SyntheticRun.random(RandomPolicy.SOFTMAX_TANH, 1),
        new FisherSettings(1e-3, 1, 1, 0, 1e-3),
        advantages(1),
        "unconverged");
  }

  /** A deterministic policy has F = 0, and without damping no curvature to divide by. */
  @Test
  void aDirectionWithoutCurvatureLeavesThePolicyAsItWas() {
    SyntheticRun run = SyntheticRun.everyAction(1, 2);
    run.actor()[0] = 300;
    assertUnchanged(run, NaturalSettings.exact(0), new float[] {1, -1}, "negativeCurvature");
  }

  private static void assertUnchanged(
      SyntheticRun run, FisherSettings fisher, float[] advantages, String reason) {
    float[] before = run.actor().clone();
    SequencedMap<String, Double> figures = run.improve(update(run, fisher, 0.01, 10), advantages);
    assertThat(run.actor()).isEqualTo(before);
    assertThat(figures).containsEntry("policyUnchanged", 1.0).containsEntry("lineSearchSteps", 0.0);
    for (String cause : new String[] {"nonFiniteStep", "unconverged", "negativeCurvature"}) {
      assertThat(figures).containsEntry(cause, cause.equals(reason) ? 1.0 : 0.0);
    }
  }

  private static float[] advantages(long seed) {
    return RandomPolicy.normals(new SplittableRandom(seed), RandomPolicy.ROWS);
  }

  private static TrpoUpdate update(
      SyntheticRun run, FisherSettings fisher, double radius, int lineSearchSteps) {
    return new TrpoUpdate(
        new TrpoSettings(
            NaturalSettings.advantages(),
            fisher,
            radius,
            lineSearchSteps,
            0.8,
            NaturalSettings.critic()),
        run.policy(),
        run.critic(),
        run.batch().steps(),
        run.batch().lanes(),
        10,
        1,
        new Crew(1));
  }
}

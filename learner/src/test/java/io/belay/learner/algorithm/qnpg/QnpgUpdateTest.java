package io.belay.learner.algorithm.qnpg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.learner.parallel.Crew;
import io.belay.learner.reference.Elimination;
import io.belay.learner.reference.NaturalSettings;
import io.belay.learner.reference.RandomPolicy;
import io.belay.learner.reference.SyntheticRun;
import io.belay.recipe.FisherSettings;
import io.belay.recipe.NaturalStepSettings;
import io.belay.recipe.QnpgSettings;
import io.belay.recipe.StepRule;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QnpgUpdateTest {

  /** φ(s, a) is the unit vector of (s, a), so that w = Q, here less the mean of V. */
  @Test
  void aTabularPolicyMovesByItsActionValues() {
    SyntheticRun run = SyntheticRun.everyAction(2, 2);
    float[] values = run.values().values();
    float mean = (values[0] + values[2]) / 2;
    SequencedMap<String, Double> figures =
        run.improve(update(run, NaturalSettings.exact(0), 0.5), new float[] {1, -1, -2, 2});
    assertThat(run.actor())
        .containsExactly(
            new float[] {
              0.5f * (1 + values[0] - mean),
              0.5f * (-1 + values[1] - mean),
              0.5f * (-2 + values[2] - mean),
              0.5f * (2 + values[3] - mean)
            },
            within(1e-5f));
    assertThat(figures.get("regressionError")).isCloseTo(0, within(1e-9));
    assertThat(figures).containsEntry("policyUnchanged", 0.0);
  }

  /**
   * With φ(s, a) = x(s) ⊗ eₐ: A = mean Σₐ π(a|s) φ φᵀ + λI and b = mean (Â φ(s, aₜ) + V Σₐ π(a|s)
   * φ(s, a)), written out and eliminated.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aLogLinearPolicySolvesItsNormalEquations(long seed) {
    RandomPolicy kind = RandomPolicy.LOG_LINEAR;
    SyntheticRun run = SyntheticRun.random(kind, seed);
    float[] advantages = RandomPolicy.normals(new SplittableRandom(seed), RandomPolicy.ROWS);
    float[] before = run.actor().clone();
    int features = kind.policy().inputSize();
    int actions = kind.policy().network().outputs();
    double damping = 0.01;
    double[] values = centred(run.values().values());
    double[][] matrix = new double[before.length][before.length];
    double[] right = new double[before.length];
    for (int r = 0; r < RandomPolicy.ROWS; r++) {
      double[] probabilities = probabilities(run.values().inputs(), r, before, features, actions);
      int taken = (int) run.batch().actions()[r];
      for (int a = 0; a < actions; a++) {
        double target = values[r] * probabilities[a] + (a == taken ? advantages[r] : 0);
        for (int i = 0; i < features; i++) {
          double x = run.values().inputs()[r * features + i];
          right[i * actions + a] += target * x / RandomPolicy.ROWS;
          for (int j = 0; j < features; j++) {
            matrix[i * actions + a][j * actions + a] +=
                probabilities[a] * x * run.values().inputs()[r * features + j] / RandomPolicy.ROWS;
          }
        }
      }
    }
    for (int k = 0; k < before.length; k++) {
      matrix[k][k] += damping;
    }
    double[] expected = Elimination.solve(matrix, right);

    SequencedMap<String, Double> figures =
        run.improve(update(run, NaturalSettings.exact(damping), 1), advantages);
    double error = 0;
    for (int r = 0; r < RandomPolicy.ROWS; r++) {
      double predicted = 0;
      for (int i = 0; i < features; i++) {
        predicted +=
            expected[i * actions + (int) run.batch().actions()[r]]
                * run.values().inputs()[r * features + i];
      }
      double difference = predicted - advantages[r] - values[r];
      error += difference * difference / RandomPolicy.ROWS;
    }
    for (int k = 0; k < before.length; k++) {
      assertThat((double) run.actor()[k] - before[k]).isCloseTo(expected[k], within(1e-3));
    }
    assertThat(figures.get("regressionError")).isCloseTo(error, within(1e-3 * error));
  }

  private static double[] centred(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value / (double) values.length;
    }
    double[] centred = new double[values.length];
    for (int r = 0; r < values.length; r++) {
      centred[r] = values[r] - mean;
    }
    return centred;
  }

  private static double[] probabilities(
      float[] inputs, int row, float[] theta, int features, int actions) {
    double[] probabilities = new double[actions];
    double sum = 0;
    for (int a = 0; a < actions; a++) {
      double logit = 0;
      for (int i = 0; i < features; i++) {
        logit += (double) theta[i * actions + a] * inputs[row * features + i];
      }
      probabilities[a] = Math.exp(logit);
      sum += probabilities[a];
    }
    for (int a = 0; a < actions; a++) {
      probabilities[a] /= sum;
    }
    return probabilities;
  }

  @ParameterizedTest
  @EnumSource(names = {"SOFTMAX_TANH", "SOFTMAX_RELU", "LOG_LINEAR"})
  void moreThreadsGiveTheSameBits(RandomPolicy kind) {
    float[] advantages = RandomPolicy.normals(new SplittableRandom(5), RandomPolicy.ROWS);
    SyntheticRun one = SyntheticRun.random(kind, 7);
    SyntheticRun three = SyntheticRun.random(kind, 7);
    FisherSettings fisher = new FisherSettings(0.1, 0.5, 10, 0, 1);
    SequencedMap<String, Double> figures = one.improve(update(one, fisher, 0.1), advantages);
    try (Crew crew = new Crew(3)) {
      assertThat(three.improve(update(three, fisher, 0.1, crew), advantages)).isEqualTo(figures);
    }
    assertThat(three.actor()).isEqualTo(one.actor());
    assertThat(figures).containsEntry("policyUnchanged", 0.0);
  }

  @Test
  void aGaussianPolicyIsRefused() {
    SyntheticRun run = SyntheticRun.random(RandomPolicy.GAUSSIAN, 1);
    assertThatThrownBy(() -> update(run, NaturalSettings.exact(0.1), 0.1))
        .isInstanceOfSatisfying(
            BelayException.class,
            refused -> assertThat(refused.category()).isEqualTo(ErrorCategory.INVALID_REQUEST))
        .hasMessageContaining("discrete action space")
        .hasMessageContaining("algorithm.name=npg");
  }

  private static QnpgUpdate update(SyntheticRun run, FisherSettings fisher, double stepSize) {
    return update(run, fisher, stepSize, new Crew(1));
  }

  private static QnpgUpdate update(
      SyntheticRun run, FisherSettings fisher, double stepSize, Crew crew) {
    return new QnpgUpdate(
        new QnpgSettings(
            NaturalSettings.advantages(),
            fisher,
            new NaturalStepSettings(StepRule.FIXED, stepSize, 0.01),
            NaturalSettings.critic()),
        run.policy(),
        run.critic(),
        run.batch().steps(),
        run.batch().lanes(),
        10,
        1,
        crew);
  }
}

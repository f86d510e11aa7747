package io.belay.learner.algorithm.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.advantage.RewardToGo;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.FirstOrderSettings;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.Policy;
import io.belay.recipe.Baseline;
import io.belay.recipe.CriticFitSettings;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AJKS Lemmas 9.7 and 9.9 by experiment: the mean of many estimates is the gradient. */
class ReinforceUnbiasednessTest {
  private static final double DISCOUNT = 0.7;

  /** A standard normal variable leaves ±4.5 seven times in a million. */
  private static final double BOUND = 4.5;

  private final TwoStepProblem problem = new TwoStepProblem(DISCOUNT);

  @ParameterizedTest
  @CsvSource({"NONE, true", "NONE, false", "BATCH_MEAN, true", "BATCH_MEAN, false", "CRITIC, true"})
  void theMeanEstimateIsTheGradient(Baseline baseline, boolean discountWeighting) {
    Estimates estimates = estimate(baseline, discountWeighting, 12_000);
    double[] exact = problem.gradient(discountWeighting ? DISCOUNT : 1);
    double largest = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < exact.length; i++) {
      // Two steps make an episode, so the mean over steps is half the sum over a trajectory.
      double expected = exact[i] / 2;
      double error = BOUND * estimates.standardError(i);
      assertThat(error).as("a bias of a tenth would be seen").isLessThan(largest / 2 / 10);
      assertThat(estimates.mean(i)).isCloseTo(expected, within(error));
    }
  }

  @Test
  void baselinesReduceTheVariance() {
    double none = estimate(Baseline.NONE, true, 1000).variance();
    assertThat(estimate(Baseline.BATCH_MEAN, true, 1000).variance()).isLessThan(0.7 * none);
    assertThat(estimate(Baseline.CRITIC, true, 1000).variance()).isLessThan(0.5 * none);
  }

  private Estimates estimate(Baseline baseline, boolean discountWeighting, int batches) {
    Crew crew = new Crew(1);
    Policy policy = problem.policy();
    Critic critic = Critic.of(problem.specification.recipe(), problem.specification.environment());
    Batch batch = new Batch(problem.specification);
    BatchValues values = new BatchValues(policy, critic, batch.rows());
    ReinforceUpdate update =
        new ReinforceUpdate(
            FirstOrderSettings.reinforce(
                DISCOUNT,
                baseline,
                discountWeighting,
                FirstOrderSettings.theGradientItself(),
                new CriticFitSettings(1, 1, FirstOrderSettings.theGradientItself())),
            policy,
            critic,
            batch.rows(),
            batch.lanes(),
            batches,
            1,
            crew);
    float[] exactCritic = exactCritic(critic);
    float[] advantages = new float[batch.rows()];
    float[] returns = new float[batch.rows()];
    SplittableRandom random = new SplittableRandom(7);
    Estimates estimates = new Estimates(TwoStepProblem.TABLE.length);
    for (int k = 0; k < batches; k++) {
      problem.sample(random, batch);
      values.estimate(batch, NormaliserStatistics.NONE, exactCritic, crew);
      RewardToGo.estimate(
          batch.rewards(),
          values.values(),
          values.nextValues(),
          batch.ends(),
          (float) DISCOUNT,
          advantages);
      for (int i = 0; i < returns.length; i++) {
        returns[i] = advantages[i] + values.values()[i];
      }
      float[] table = TwoStepProblem.TABLE.clone();
      update.improve(table, exactCritic, batch, values, advantages, returns, k);
      estimates.add(table);
    }
    return estimates;
  }

  /** Linear in the unit vector of the state, so that its weights are the values. */
  private float[] exactCritic(Critic critic) {
    float[] parameters = new float[critic.layout().size()];
    int weights = critic.network().layers().getFirst().weightsAt();
    for (int state = 0; state < TwoStepProblem.STATES; state++) {
      parameters[weights + state] = (float) problem.value(state);
    }
    return parameters;
  }

  /** Moments of what the table moved by. */
  private static final class Estimates {
    private final double[] sums;
    private final double[] squares;
    private int count;

    Estimates(int size) {
      sums = new double[size];
      squares = new double[size];
    }

    void add(float[] moved) {
      count++;
      for (int i = 0; i < sums.length; i++) {
        double by = moved[i] - (double) TwoStepProblem.TABLE[i];
        sums[i] += by;
        squares[i] += by * by;
      }
    }

    double mean(int i) {
      return sums[i] / count;
    }

    double variance(int i) {
      return squares[i] / count - mean(i) * mean(i);
    }

    double standardError(int i) {
      return Math.sqrt(variance(i) / count);
    }

    /** Sum over the components. */
    double variance() {
      double sum = 0;
      for (int i = 0; i < sums.length; i++) {
        sum += variance(i);
      }
      return sum;
    }
  }
}

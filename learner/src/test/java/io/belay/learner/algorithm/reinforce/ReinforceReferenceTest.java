package io.belay.learner.algorithm.reinforce;

import static io.belay.learner.reference.ReferencePolicy.ROWS;
import static io.belay.learner.reference.ReferencePolicy.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.FirstOrderSettings;
import io.belay.learner.parallel.Crew;
import io.belay.learner.reference.ReferencePolicy;
import io.belay.policy.Critic;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.Policy;
import io.belay.recipe.Baseline;
import io.belay.recipe.CriticFitSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step of length 1 along the gradient itself, against PyTorch's autograd in float64. */
class ReinforceReferenceTest {

  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void aStepIsThePolicyGradient(String name) {
    ReferencePolicy reference = ReferencePolicy.load(name);
    Policy policy = reference.policy();
    Critic critic =
        Critic.of(reference.specification().recipe(), reference.specification().environment());
    Batch batch = reference.batch();
    BatchValues values = new BatchValues(policy, critic, ROWS);
    float[] value = critic.initialParameters(1);
    Crew crew = new Crew(1);
    values.estimate(batch, NormaliserStatistics.NONE, value, crew);
    ReinforceUpdate update =
        new ReinforceUpdate(
            FirstOrderSettings.reinforce(
                0.9,
                Baseline.CRITIC,
                false,
                FirstOrderSettings.theGradientItself(),
                new CriticFitSettings(1, ROWS, FirstOrderSettings.theGradientItself())),
            policy,
            critic,
            ROWS,
            batch.lanes(),
            1,
            1,
            crew);
    float[] moved = reference.parameters();
    float[] returns = new float[ROWS];
    update.improve(moved, value, batch, values, reference.advantages(), returns, 0);
    for (int i = 0; i < moved.length; i++) {
      moved[i] -= reference.parameters()[i];
    }
    float[] expected = reference.expectedVector("policyGradient");
    assertThat(moved).containsExactly(expected, within(tolerance(expected)));
    assertThat(value).as("its fit comes later").isEqualTo(critic.initialParameters(1));
    assertThat(update.fitCritic(value, batch, values, returns, 0))
        .containsOnlyKeys("valueLoss", "criticGradientNorm", "criticSteps");
    assertThat(value).isNotEqualTo(critic.initialParameters(1));
  }
}

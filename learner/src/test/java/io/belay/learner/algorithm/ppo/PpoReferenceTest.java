package io.belay.learner.algorithm.ppo;

import static io.belay.learner.reference.ReferencePolicy.ROWS;
import static io.belay.learner.reference.ReferencePolicy.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.Minibatch;
import io.belay.learner.algorithm.descent.ActorPass;
import io.belay.learner.algorithm.descent.LossGradient;
import io.belay.learner.parallel.Crew;
import io.belay.learner.reference.ReferencePolicy;
import io.belay.policy.Critic;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.Policy;
import io.belay.recipe.PpoSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clipped objective, its gradient and its figures against PyTorch's autograd in float64. */
class PpoReferenceTest {

  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void clippedObjectiveAndItsGradientAgree(String name) {
    ReferencePolicy reference = ReferencePolicy.load(name);
    Policy policy = reference.policy();
    PpoSettings settings = (PpoSettings) reference.specification().recipe().algorithm();
    Critic critic =
        Critic.of(reference.specification().recipe(), reference.specification().environment());
    Batch batch = reference.batch();
    BatchValues values = new BatchValues(policy, critic, ROWS);
    values.estimate(batch, NormaliserStatistics.NONE, critic.initialParameters(1), new Crew(1));

    PpoLoss loss = new PpoLoss();
    loss.clipRange((float) settings.clipRange());
    ActorPass pass = new ActorPass(policy, loss, ROWS);
    pass.begin(reference.parameters(), batch, values, reference.advantages(), 0);
    new LossGradient(new Crew(1), pass).of(Minibatch.whole(ROWS));
    float[] ascent = pass.gradient().clone();
    for (int i = 0; i < ascent.length; i++) {
      ascent[i] = -ascent[i];
    }
    float[] expected = reference.expectedVector("ppoClippedObjectiveGradient");
    assertThat(ascent).containsExactly(expected, within(tolerance(expected)));

    assertThat(pass.figures().objectiveMean())
        .isCloseTo(reference.expected("ppoClippedObjective"), within(1e-4));
    assertThat(loss.clipFraction(pass.figures().ratios(), ROWS))
        .isEqualTo(reference.expected("clipFraction"));
    assertThat(pass.figures().entropyMean())
        .isCloseTo(reference.expected("entropyMean"), within(1e-5));
  }
}

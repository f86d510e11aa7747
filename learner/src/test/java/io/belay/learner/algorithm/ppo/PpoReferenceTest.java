package io.belay.learner.algorithm.ppo;

import static io.belay.learner.reference.ReferencePolicy.ROWS;
import static io.belay.learner.reference.ReferencePolicy.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.algorithm.AdvantageScale;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.gradient.ParameterSlice;
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

    PpoMinibatch minibatch = new PpoMinibatch(settings, policy, critic, ROWS);
    float[] parameters = reference.parameters();
    minibatch.actor.transpose(parameters);
    float clipRange = (float) settings.clipRange();
    for (int chunk = 0; chunk < PpoMinibatch.chunks(ROWS); chunk++) {
      minibatch.actorChunk(
          chunk,
          ROWS,
          ReferencePolicy.order(),
          0,
          batch,
          values,
          reference.advantages(),
          AdvantageScale.NONE,
          clipRange,
          parameters);
    }
    float[] ascent = new float[policy.layout().size()];
    for (ParameterSlice slice : minibatch.actor.slices()) {
      minibatch.actor.differentiate(slice, ROWS, ascent);
    }
    for (int k = 0; k < minibatch.freeRowGradients.length; k++) {
      ascent[minibatch.freeParametersAt + k % minibatch.freeParameters] +=
          minibatch.freeRowGradients[k];
    }
    for (int i = 0; i < ascent.length; i++) {
      ascent[i] = -ascent[i];
    }
    float[] expected = reference.expectedVector("ppoClippedObjectiveGradient");
    assertThat(ascent).containsExactly(expected, within(tolerance(expected)));

    minibatch.figures.summarise(ROWS, clipRange);
    assertThat(minibatch.figures.objectiveMean)
        .isCloseTo(reference.expected("ppoClippedObjective"), within(1e-4));
    assertThat(minibatch.figures.clipFraction).isEqualTo(reference.expected("clipFraction"));
    assertThat(minibatch.figures.entropyMean)
        .isCloseTo(reference.expected("entropyMean"), within(1e-5));
  }
}

package io.belay.learner.gradient;

import static io.belay.learner.reference.ReferencePolicy.ROWS;
import static io.belay.learner.reference.ReferencePolicy.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.kernel.KernelProvider;
import io.belay.learner.gradient.ConjugateGradientOutcome.Solved;
import io.belay.learner.parallel.Crew;
import io.belay.learner.reference.ReferencePolicy;
import io.belay.policy.Categorical;
import io.belay.policy.DiagonalGaussian;
import io.belay.policy.Policy;
import io.belay.policy.SoftmaxRows;
import io.belay.policy.StateDependentGaussian;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the natural gradient is made of, against PyTorch's autograd in float64. */
class FisherReferenceTest {
  private static final int[] EVERY_ROW = IntStream.range(0, ROWS).toArray();

  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void fisherTimesAVectorAgrees(String name) {
    ReferencePolicy reference = ReferencePolicy.load(name);
    float[] expected = reference.expectedVector("fisherTimesProbe");
    float[] product = new float[expected.length];
    fisher(reference, 0).multiply(reference.expectedVector("fisherProbeVector"), product);
    assertThat(product).containsExactly(expected, within(tolerance(expected)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void dampedNaturalGradientAndStepSizeAgree(String name) {
    ReferencePolicy reference = ReferencePolicy.load(name);
    float[] gradient = new float[reference.parameters().length];
    linearised(reference).gradient(meanOf(reference.advantages()), gradient);
    float[] natural = new float[gradient.length];
    ConjugateGradientOutcome outcome =
        new ConjugateGradient(gradient.length, 100, 1e-6, 1e-5)
            .solve(fisher(reference, reference.expected("fisherDamping")), gradient, natural);
    assertThat(outcome).isInstanceOf(Solved.class);
    float[] expected = reference.expectedVector("naturalGradientDamped");
    assertThat(natural).containsExactly(expected, within(tolerance(expected)));
    double radius = reference.expected("trustRegionDelta");
    assertThat(Math.sqrt(2 * radius / Sums.dot(gradient, natural)))
        .isCloseTo(reference.expected("trustRegionStepSize"), within(1e-5));
  }

  /** Linearised at the behaviour policy, compared with the reference parameters. */
  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void divergenceFromTheBehaviourPolicyAgrees(String name) {
    ReferencePolicy reference = ReferencePolicy.load(name);
    PolicyLinearisation policy = policy(reference);
    policy.at(
        reference.behaviourParameters(), EVERY_ROW, reference.observations(), reference.actions());
    float[] logProbabilities = new float[ROWS];
    float[] divergences = new float[ROWS];
    policy.compare(reference.parameters(), logProbabilities, divergences);
    double expected = reference.expected("klOldNewMean");
    assertThat(Sums.mean(divergences)).isCloseTo(expected, within(1e-4 * expected));
    float[] before = reference.expectedVector("behaviourLogProbabilities");
    assertThat(policy.logProbabilities()).containsExactly(before, within(tolerance(before)));
    float[] after = reference.expectedVector("logProbabilities");
    assertThat(logProbabilities).containsExactly(after, within(tolerance(after)));
  }

  /** By the head and the free parameters as on paper, pulled back to the network's parameters. */
  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void gradientOfTheDivergenceAgrees(String name) {
    ReferencePolicy reference = ReferencePolicy.load(name);
    PolicyLinearisation behaviour = policy(reference);
    behaviour.at(
        reference.behaviourParameters(), EVERY_ROW, reference.observations(), reference.actions());
    PolicyLinearisation target = linearised(reference);
    float[] expected = reference.expectedVector("klOldNewGradient");
    float[] gradient = new float[expected.length];
    float[] deltas =
        switch (reference.policy().distribution()) {
          case Categorical categorical -> softmaxSlopes(categorical.actions(), behaviour, target);
          case DiagonalGaussian gaussian ->
              gaussianSlopes(gaussian, reference, behaviour.outputs(), target.outputs(), gradient);
          case StateDependentGaussian none -> throw new AssertionError(none);
        };
    target.pullBack(deltas, gradient);
    assertThat(gradient).containsExactly(expected, within(tolerance(expected)));
  }

  /** ∂KL(π_b ‖ π)/∂l = π − π_b. */
  private static float[] softmaxSlopes(
      int actions, PolicyLinearisation behaviour, PolicyLinearisation target) {
    SoftmaxRows before = softmax(actions, behaviour);
    SoftmaxRows after = softmax(actions, target);
    float[] slopes = new float[ROWS * actions];
    for (int k = 0; k < slopes.length; k++) {
      int r = k / actions;
      slopes[k] = (after.probability(r, k % actions) - before.probability(r, k % actions)) / ROWS;
    }
    return slopes;
  }

  /**
   * ∂KL(π_b ‖ π)/∂μ = (μ − μ_b) ÷ σ², ∂KL(π_b ‖ π)/∂ log σ = 1 − (σ_b² + (μ − μ_b)²) ÷ σ².
   *
   * @param gradient receives the latter
   */
  private static float[] gaussianSlopes(
      DiagonalGaussian gaussian,
      ReferencePolicy reference,
      float[] before,
      float[] after,
      float[] gradient) {
    float[] slopes = new float[ROWS * gaussian.dimensions()];
    for (int k = 0; k < slopes.length; k++) {
      int at = gaussian.logStandardDeviationAt() + k % gaussian.dimensions();
      double variance = Math.exp(2 * reference.parameters()[at]);
      double behaviourVariance = Math.exp(2 * reference.behaviourParameters()[at]);
      double shift = (double) after[k] - before[k];
      slopes[k] = (float) (shift / variance / ROWS);
      gradient[at] += (float) ((1 - (behaviourVariance + shift * shift) / variance) / ROWS);
    }
    return slopes;
  }

  private static SoftmaxRows softmax(int actions, PolicyLinearisation policy) {
    SoftmaxRows softmax = new Categorical(actions).workspace(ROWS);
    softmax.load(KernelProvider.kernels(), ROWS, policy.outputs(), 0, new float[0]);
    return softmax;
  }

  private static FisherVectorProduct fisher(ReferencePolicy reference, double damping) {
    FisherVectorProduct fisher =
        FisherVectorProduct.of(linearised(reference), HeadMetric.FISHER, ROWS, damping);
    fisher.linearise();
    return fisher;
  }

  private static PolicyLinearisation linearised(ReferencePolicy reference) {
    PolicyLinearisation policy = policy(reference);
    policy.at(reference.parameters(), EVERY_ROW, reference.observations(), reference.actions());
    return policy;
  }

  private static PolicyLinearisation policy(ReferencePolicy reference) {
    Policy policy = reference.policy();
    return new PolicyLinearisation(policy, ROWS, new Crew(1));
  }

  private static float[] meanOf(float[] advantages) {
    float[] weights = advantages.clone();
    for (int r = 0; r < weights.length; r++) {
      weights[r] /= weights.length;
    }
    return weights;
  }
}

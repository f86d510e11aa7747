package io.belay.learner.gradient;

import static io.belay.learner.reference.ReferencePolicy.ROWS;
import static io.belay.learner.reference.ReferencePolicy.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.kernel.KernelProvider;
import io.belay.learner.reference.ReferencePolicy;
import io.belay.policy.Categorical;
import io.belay.policy.DiagonalGaussian;
import io.belay.policy.Policy;
import io.belay.policy.SoftmaxRows;
import io.belay.policy.StateDependentGaussian;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Log-probabilities, entropies and their gradients, and Jv, against PyTorch's autograd in float64.
 */
class PolicyGradientReferenceTest {

  private final float[] logProbabilities = new float[ROWS];
  private final float[] entropies = new float[ROWS];

  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void logProbabilitiesAndEntropyAgree(String name) {
    ReferencePolicy reference = ReferencePolicy.load(name);
    load(reference, network(reference));
    float[] expected = reference.expectedVector("logProbabilities");
    assertThat(logProbabilities).containsExactly(expected, within(tolerance(expected)));
    double entropyMean = 0;
    for (float entropy : entropies) {
      entropyMean += entropy / (double) ROWS;
    }
    assertThat(entropyMean).isCloseTo(reference.expected("entropyMean"), within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void policyGradientAgrees(String name) {
    ReferencePolicy reference = ReferencePolicy.load(name);
    float[] weights = reference.advantages();
    for (int r = 0; r < ROWS; r++) {
      weights[r] /= ROWS;
    }
    float[] expected = reference.expectedVector("policyGradient");
    assertThat(gradient(reference, weights, 0f))
        .containsExactly(expected, within(tolerance(expected)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void entropyGradientAgrees(String name) {
    ReferencePolicy reference = ReferencePolicy.load(name);
    float[] expected = reference.expectedVector("entropyGradient");
    assertThat(gradient(reference, new float[ROWS], 1f / ROWS))
        .containsExactly(expected, within(tolerance(expected)));
  }

  /**
   * F v = mean over rows of Jᵀ M J v, M being the Fisher matrix of the action distribution by its
   * head.
   */
  @ParameterizedTest
  @ValueSource(strings = {"categorical", "gaussian"})
  void directionalDerivativeGivesTheFisherVectorProduct(String name) {
    ReferencePolicy reference = ReferencePolicy.load(name);
    Policy policy = reference.policy();
    float[] parameters = reference.parameters();
    float[] probe = reference.expectedVector("fisherProbeVector");
    NetworkGradient network = network(reference);
    load(reference, network);
    NetworkTangent tangent = new NetworkTangent(network, ROWS);
    // Two calls for disjoint rows, as two threads would make.
    tangent.forward(parameters, probe, 0, 13);
    tangent.forward(parameters, probe, 13, ROWS - 13);

    float[] product = new float[policy.layout().size()];
    switch (policy.distribution()) {
      case Categorical categorical -> categoricalFisher(categorical, network, tangent.tangents());
      case DiagonalGaussian gaussian -> {
        int at = gaussian.logStandardDeviationAt();
        for (int i = 0; i < gaussian.dimensions(); i++) {
          double deviation = Math.exp(parameters[at + i]);
          for (int r = 0; r < ROWS; r++) {
            int k = r * gaussian.dimensions() + i;
            network.outputDeltas()[k] =
                (float) (tangent.tangents()[k] / (deviation * deviation) / ROWS);
          }
          product[at + i] = 2 * probe[at + i];
        }
      }
      case StateDependentGaussian none -> throw new AssertionError(none);
    }
    backward(network, parameters, product);
    float[] expected = reference.expectedVector("fisherTimesProbe");
    assertThat(product).containsExactly(expected, within(tolerance(expected)));
  }

  /** M = diag(π) − π πᵀ. */
  private static void categoricalFisher(
      Categorical categorical, NetworkGradient network, float[] tangents) {
    SoftmaxRows softmax = categorical.workspace(ROWS);
    softmax.load(KernelProvider.kernels(), ROWS, network.outputs(), 0, new float[0]);
    for (int r = 0; r < ROWS; r++) {
      double mean = 0;
      for (int a = 0; a < categorical.actions(); a++) {
        mean += softmax.probability(r, a) * tangents[r * categorical.actions() + a];
      }
      for (int a = 0; a < categorical.actions(); a++) {
        int k = r * categorical.actions() + a;
        network.outputDeltas()[k] =
            (float) (softmax.probability(r, a) * (tangents[k] - mean) / ROWS);
      }
    }
  }

  private static NetworkGradient network(ReferencePolicy reference) {
    NetworkGradient network = new NetworkGradient(reference.policy().network(), ROWS);
    float[] observations = reference.observations();
    System.arraycopy(observations, 0, network.inputs(), 0, observations.length);
    network.forward(reference.parameters(), 0, ROWS);
    return network;
  }

  private HeadGradient load(ReferencePolicy reference, NetworkGradient network) {
    HeadGradient head = HeadGradient.of(reference.policy().distribution(), ROWS);
    head.load(
        ROWS,
        network.outputs(),
        0,
        reference.parameters(),
        reference.actions(),
        0,
        logProbabilities,
        0,
        entropies,
        0);
    return head;
  }

  private float[] gradient(ReferencePolicy reference, float[] weights, float entropyWeight) {
    NetworkGradient network = network(reference);
    HeadGradient head = load(reference, network);
    head.differentiate(
        reference.actions(), 0, weights, 0, entropyWeight, network.outputDeltas(), 0);
    float[] gradient = new float[reference.policy().layout().size()];
    backward(network, reference.parameters(), gradient);
    int free = head.freeParameters();
    float[] rows = new float[ROWS * free];
    head.differentiateFreeParameters(reference.actions(), 0, weights, 0, entropyWeight, rows, 0);
    for (int k = 0; k < rows.length; k++) {
      gradient[head.freeParametersAt() + k % free] += rows[k];
    }
    return gradient;
  }

  private static void backward(NetworkGradient network, float[] parameters, float[] gradient) {
    network.transpose(parameters);
    network.backward(0, 20);
    network.backward(20, ROWS - 20);
    for (ParameterSlice slice : network.slices()) {
      network.differentiate(slice, ROWS, gradient);
    }
  }
}

package io.belay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.error.BelayException;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {

  @Test
  void tensorsOfAnMlpLieInTheOrderOfTheForwardPass() {
    Policy policy =
        TestRecipes.policy("kind = mlp", Box.uniform(3, -1f, 1f), Box.uniform(2, -1f, 1f));
    assertThat(policy.layout().tensors())
        .extracting(ParameterLayout.Tensor::name)
        .containsExactly("w0", "b0", "w1", "b1", "w2", "b2", "logStd");
    // 3·16 + 16 + 16·16 + 16 + 16·2 + 2 + 2
    assertThat(policy.layout().size()).isEqualTo(372);
    assertThat(policy.layout().tensor("w1").offset()).isEqualTo(64);
    assertThatThrownBy(() -> policy.layout().tensor("w9")).hasMessageContaining("tensor=w9");
  }

  @Test
  void initialWeightsAreOrthogonalWithTheUsualGains() {
    Policy policy = TestRecipes.policy("kind = mlp", Box.uniform(3, -1f, 1f), new Discrete(2));
    float[] parameters = policy.initialParameters(1);
    // Hidden layers have gain √2, so that rows of w0 [3, 16] are orthogonal of squared length 2;
    // the output has gain 0.01.
    assertGram(parameters, policy.layout().tensor("w0"), true, 2);
    assertGram(parameters, policy.layout().tensor("w1"), true, 2);
    assertGram(parameters, policy.layout().tensor("w2"), false, 1e-4);
    ParameterLayout.Tensor bias = policy.layout().tensor("b1");
    for (int i = 0; i < bias.size(); i++) {
      assertThat(parameters[bias.offset() + i]).isZero();
    }
  }

  private static void assertGram(
      float[] parameters, ParameterLayout.Tensor w, boolean ofRows, double squaredLength) {
    int vectors = ofRows ? w.rows() : w.columns();
    int length = ofRows ? w.columns() : w.rows();
    for (int p = 0; p < vectors; p++) {
      for (int q = 0; q < vectors; q++) {
        double dot = 0;
        for (int i = 0; i < length; i++) {
          int a = ofRows ? p * w.columns() + i : i * w.columns() + p;
          int b = ofRows ? q * w.columns() + i : i * w.columns() + q;
          dot += (double) parameters[w.offset() + a] * parameters[w.offset() + b];
        }
        assertThat(dot).isCloseTo(p == q ? squaredLength : 0, within(1e-5 * squaredLength));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind = mlp",
        "kind = mlp, hidden = []",
        "kind = log-linear",
        "kind = log-linear, features { kind = fourier, order = 2 }",
        "kind = tabular"
      })
  void deviationsStartAtTheirInitialValueInEveryState(String kind) {
    Space observations = kind.contains("tabular") ? new Discrete(4) : Box.uniform(1, -1f, 3f);
    Policy policy =
        TestRecipes.policy(
            kind + ", standard-deviation = state-dependent", observations, Box.uniform(2, -1f, 1f));
    assertThat(policy.network().outputs()).isEqualTo(4);
    assertThat(policy.layout().tensors()).noneMatch(tensor -> tensor.name().equals("logStd"));
    PolicyInference inference = policy.inference(4);
    inference.use(
        PolicySnapshot.publish(0, policy.initialParameters(1), NormaliserStatistics.NONE));
    float[] actions = new float[8];
    float[] logProbabilities = new float[4];
    inference.act(new float[] {0, 1, 2, 3}, 0, 4, new float[8], actions, 0, logProbabilities, 0);
    // Output weights of norm 0.01 read hidden units of norm √16 at most. At the mean of two
    // dimensions with log σ = −0.5 log π is 2·(0.5 − ½ log 2π).
    for (float logProbability : logProbabilities) {
      assertThat((double) logProbability).isCloseTo(1 - Math.log(2 * Math.PI), within(0.08));
    }
    assertThat(actions).containsExactly(new float[8], within(0.04f));
  }

  @Test
  void initialParametersAreAFunctionOfTheSeed() {
    Policy policy = TestRecipes.policy("kind = mlp", Box.uniform(3, -1f, 1f), new Discrete(2));
    assertThat(policy.initialParameters(1)).isEqualTo(policy.initialParameters(1));
    assertThat(policy.initialParameters(1)).isNotEqualTo(policy.initialParameters(2));
  }

  @Test
  void identityIsTheHashOfLittleEndianFloatsAndStatistics() {
    // SHA-256 of 00 00 80 3f, which is 1.0f in little-endian.
    assertThat(PolicyIdentity.of(new float[] {1f}, NormaliserStatistics.NONE))
        .hasToString("e00e5eb9444182f352323374ef4e08ebcb784725fdd4fd612d7730540b3e0c8c");
    PolicyIdentity plain = PolicyIdentity.of(new float[] {1f}, NormaliserStatistics.NONE);
    NormaliserStatistics statistics =
        new NormaliserStatistics(1, new double[] {0}, new double[] {1});
    assertThat(PolicyIdentity.of(new float[] {1f}, statistics)).isNotEqualTo(plain);
    assertThat(PolicyIdentity.fromBytes(plain.toBytes())).isEqualTo(plain).hasSameHashCodeAs(plain);
    assertThatThrownBy(() -> PolicyIdentity.fromBytes(new byte[31]))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("length=31");
  }

  @Test
  void polynomialFeaturesAreAllMonomialsUpToTheDegree() {
    PolynomialFeatures features = new PolynomialFeatures(2, 2);
    float[] out = new float[features.size()];
    features.apply(new float[] {3, 5}, 0, 1, out, 0);
    assertThat(out).containsExactly(1, 3, 5, 9, 15, 25);
  }

  @Test
  void fourierFeaturesAreCosinesOfIntegerFrequencies() {
    FourierFeatures features = new FourierFeatures(Box.uniform(2, -1f, 1f), 1);
    float[] out = new float[features.size()];
    // x̄ = (½, 1): cos 0, cos π/2, cos π, cos 3π/2.
    features.apply(new float[] {0, 1}, 0, 1, out, 0);
    assertThat(out).containsExactly(new float[] {1, 0, -1, 0}, within(1e-6f));
  }

  @Test
  void unitVectorsStandForDiscreteObservationsAndOthersAreRefused() {
    ObservationEncoder encoder = new ObservationEncoder(new Discrete(3));
    float[] out = {9, 9, 9};
    encoder.encode(Standardiser.NONE, new float[] {2}, 0, 1, out, 0);
    assertThat(out).containsExactly(0, 0, 1);
    assertThatThrownBy(() -> encoder.encode(Standardiser.NONE, new float[] {1.5f}, 0, 1, out, 0))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("observation=1.5, n=3");
  }
}

package io.belay.learner.gradient;

import static io.belay.learner.reference.RandomPolicy.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.parallel.Crew;
import io.belay.learner.reference.RandomPolicy;
import io.belay.policy.Categorical;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of F whatever the policy: at random parameters, over random rows. */
class FisherPropertiesTest {
  private final SplittableRandom random = new SplittableRandom(7);

  @ParameterizedTest
  @EnumSource
  void isSymmetric(RandomPolicy kind) {
    FisherVectorProduct fisher = fisher(linearised(kind, kind.parameters(random), new Crew(1)), 0);
    for (int i = 0; i < 10; i++) {
      float[] v = kind.direction(random);
      float[] w = kind.direction(random);
      double left = Sums.dot(v, product(fisher, w));
      double right = Sums.dot(w, product(fisher, v));
      double size = Math.sqrt(quadratic(fisher, v) * quadratic(fisher, w));
      assertThat(left).isCloseTo(right, within(1e-5 * size));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isPositiveAndTheVarianceOfTheScores(RandomPolicy kind) {
    PolicyLinearisation policy = linearised(kind, kind.parameters(random), new Crew(1));
    FisherVectorProduct fisher = fisher(policy, 0);
    float[] variances = new float[ROWS];
    for (int i = 0; i < 10; i++) {
      float[] v = kind.direction(random);
      policy.along(v, new float[ROWS], variances);
      double expected = Sums.mean(variances);
      assertThat(quadratic(fisher, v)).isPositive().isCloseTo(expected, within(1e-5 * expected));
    }
  }

  @ParameterizedTest
  @EnumSource
  void factorsGiveThePlainProduct(RandomPolicy kind) {
    PolicyLinearisation policy = linearised(kind, kind.parameters(random), new Crew(1));
    for (HeadMetric metric : metrics(kind)) {
      FisherVectorProduct plain = new PlainFisherVectorProduct(policy, metric, 0.1);
      FisherVectorProduct factored = new FactoredFisherVectorProduct(policy, metric, ROWS, 0.1);
      factored.linearise();
      float[] v = kind.direction(random);
      float[] expected = product(plain, v);
      float[] difference = product(factored, v);
      for (int i = 0; i < v.length; i++) {
        difference[i] -= expected[i];
      }
      assertThat(Sums.norm(difference)).isLessThan(2e-6 * Sums.norm(expected));
    }
  }

  private static HeadMetric[] metrics(RandomPolicy kind) {
    return kind.policy().distribution() instanceof Categorical
        ? HeadMetric.values()
        : new HeadMetric[] {HeadMetric.FISHER};
  }

  /**
   * KL(θ ‖ θ + εv) + KL(θ ‖ θ − εv) = ε² vᵀFv + O(ε⁴): odd orders cancel, and the first is 0 (Claim
   * 12.5).
   */
  @ParameterizedTest
  @EnumSource
  void isTheSecondDerivativeOfTheDivergence(RandomPolicy kind) {
    float[] parameters = kind.parameters(random);
    PolicyLinearisation policy = linearised(kind, parameters, new Crew(1));
    float[] v = kind.direction(random);
    double epsilon = Math.sqrt(1e-3 / quadratic(fisher(policy, 0), v));
    double both =
        divergence(policy, moved(parameters, v, epsilon))
            + divergence(policy, moved(parameters, v, -epsilon));
    assertThat(both).isCloseTo(1e-3, within(2e-5));
  }

  /** log π along v, by its central difference, which a kink of ReLU would spoil. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX_RELU")
  void scoresAreTheSlopeOfTheLogProbabilities(RandomPolicy kind) {
    float[] parameters = kind.parameters(random);
    PolicyLinearisation policy = linearised(kind, parameters, new Crew(1));
    float[] v = kind.direction(random);
    float[] scores = new float[ROWS];
    policy.along(v, scores, new float[ROWS]);
    float[] after = new float[ROWS];
    float[] before = new float[ROWS];
    double epsilon = 1e-3;
    policy.compare(moved(parameters, v, epsilon), after, new float[ROWS]);
    policy.compare(moved(parameters, v, -epsilon), before, new float[ROWS]);
    double largest = 0;
    for (float score : scores) {
      largest = Math.max(largest, Math.abs(score));
    }
    for (int r = 0; r < ROWS; r++) {
      double slope = (after[r] - before[r]) / (2 * epsilon);
      assertThat((double) scores[r]).isCloseTo(slope, within(3e-3 * largest));
    }
  }

  /** Σ wᵣ (v · ∇log π(aᵣ|sᵣ)) = v · Σ wᵣ ∇log π(aᵣ|sᵣ): J along v and Jᵀ are of one matrix. */
  @ParameterizedTest
  @EnumSource
  void scoresAndGradientAreOfOneMatrix(RandomPolicy kind) {
    PolicyLinearisation policy = linearised(kind, kind.parameters(random), new Crew(1));
    float[] v = kind.direction(random);
    float[] weights = RandomPolicy.normals(random, ROWS);
    float[] scores = new float[ROWS];
    float[] gradient = new float[v.length];
    policy.along(v, scores, new float[ROWS]);
    policy.gradient(weights, gradient);
    double size = Math.sqrt(Sums.dot(scores, scores) * ROWS);
    assertThat(Sums.dot(weights, scores)).isCloseTo(Sums.dot(v, gradient), within(1e-5 * size));
  }

  @ParameterizedTest
  @EnumSource
  void dampingAddsAMultipleOfTheVector(RandomPolicy kind) {
    PolicyLinearisation policy = linearised(kind, kind.parameters(random), new Crew(1));
    float[] v = kind.direction(random);
    float[] plain = product(fisher(policy, 0), v);
    float[] damped = product(fisher(policy, 0.25), v);
    for (int i = 0; i < v.length; i++) {
      assertThat(damped[i]).isEqualTo(Math.fma(0.25f, v[i], plain[i]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSizeOfTheCrewChangesNoBit(RandomPolicy kind) {
    float[] parameters = kind.parameters(random);
    float[] v = kind.direction(random);
    float[] weights = RandomPolicy.normals(random, ROWS);
    long seed = random.nextLong();
    float[][] alone;
    try (Crew crew = new Crew(1)) {
      alone = answers(linearised(kind, parameters, crew, seed), v, weights);
    }
    try (Crew crew = new Crew(3)) {
      assertThat(answers(linearised(kind, parameters, crew, seed), v, weights))
          .isDeepEqualTo(alone);
    }
  }

  private static float[][] answers(PolicyLinearisation policy, float[] v, float[] weights) {
    float[] gradient = new float[v.length];
    policy.gradient(weights, gradient);
    float[] scores = new float[ROWS];
    float[] variances = new float[ROWS];
    policy.along(v, scores, variances);
    float[] divergences = new float[ROWS];
    policy.compare(v, new float[ROWS], divergences);
    return new float[][] {
      product(fisher(policy, 0.1), v), gradient, scores, variances, divergences
    };
  }

  private PolicyLinearisation linearised(RandomPolicy kind, float[] parameters, Crew crew) {
    return linearised(kind, parameters, crew, random.nextLong());
  }

  private static PolicyLinearisation linearised(
      RandomPolicy kind, float[] parameters, Crew crew, long seed) {
    SplittableRandom rows = new SplittableRandom(seed);
    PolicyLinearisation policy = new PolicyLinearisation(kind.policy(), ROWS, crew);
    policy.at(parameters, RandomPolicy.everyRow(), kind.inputs(rows), kind.actions(rows));
    return policy;
  }

  private static FisherVectorProduct fisher(PolicyLinearisation policy, double damping) {
    FisherVectorProduct fisher = FisherVectorProduct.of(policy, HeadMetric.FISHER, ROWS, damping);
    fisher.linearise();
    return fisher;
  }

  private static float[] product(FisherVectorProduct fisher, float[] v) {
    float[] product = new float[v.length];
    fisher.multiply(v, product);
    return product;
  }

  private static double quadratic(FisherVectorProduct fisher, float[] v) {
    return Sums.dot(v, product(fisher, v));
  }

  private static double divergence(PolicyLinearisation policy, float[] moved) {
    float[] divergences = new float[ROWS];
    policy.compare(moved, new float[ROWS], divergences);
    return Sums.mean(divergences);
  }

  private static float[] moved(float[] parameters, float[] v, double epsilon) {
    float[] moved = parameters.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (moved[i] + epsilon * v[i]);
    }
    return moved;
  }
}

package io.belay.learner.training;

import static io.belay.learner.differences.Agreement.assertAgree;
import static io.belay.learner.differences.PolicyCase.ROWS;
import static io.belay.learner.differences.PolicyCase.doubles;
import static io.belay.learner.differences.PolicyCase.mean;

import io.belay.learner.algorithm.Batch;
import io.belay.learner.differences.CentralDifferences;
import io.belay.learner.differences.PolicyCase;
import io.belay.learner.differences.PolicyClass;
import io.belay.learner.parallel.Crew;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A2C's policy gradient against central differences of its loss in {@code double}, where the batch
 * is of an older policy.
 */
class A2cDifferenceTest {
  private static final double ENTROPY_COEFFICIENT = 0.3;
  private static final String ALGORITHM =
      "name = a2c, advantage-normalisation = none, entropy-coefficient = %s\n%s"
          .formatted(ENTROPY_COEFFICIENT, SgdStep.SETTINGS);
  private static final String SHORT_STEP =
      "name = a2c, learning-rate = 0.3, max-gradient-norm = none, optimizer.kind = sgd";

  @ParameterizedTest
  @MethodSource("io.belay.learner.differences.PolicyClass#all")
  void weightedAdvantageAndEntropy(PolicyClass policyClass) {
    PolicyCase drawn = new PolicyCase(policyClass, ALGORITHM, 4);
    double[] actor = doubles(drawn.actor());
    float[] advantages = drawn.normals();
    float[] behaviour = drawn.behaviour(drawn.uniform(0.5, 2));

    SgdStep step = SgdStep.ofActor(drawn, behaviour, advantages, new float[ROWS]);

    double[] expected =
        CentralDifferences.gradient(
            parameters ->
                policyLoss(drawn, parameters, behaviour, advantages)
                    - ENTROPY_COEFFICIENT * mean(r -> drawn.entropy(parameters, r)),
            actor);
    assertAgree(drawn, step.gradient(), expected);
    assertAgree(
        drawn, step.figures().get("policyLoss"), policyLoss(drawn, actor, behaviour, advantages));
    assertAgree(drawn, step.figures().get("entropy"), mean(r -> drawn.entropy(actor, r)));
  }

  @ParameterizedTest
  @MethodSource("io.belay.learner.differences.PolicyClass#all")
  void klMeanIsTheDivergenceOfTheStep(PolicyClass policyClass) {
    PolicyCase drawn = new PolicyCase(policyClass, SHORT_STEP, 7);
    float[] actor = drawn.actor();
    Batch batch = drawn.batch(drawn.behaviour(drawn.uniform(0.5, 2)));
    float[] advantages = drawn.normals();
    try (Crew crew = new Crew(2)) {
      Map<String, Double> figures =
          Updates.of(drawn.specification(), drawn.policy(), drawn.critic(), crew)
              .improve(
                  actor,
                  drawn.criticParameters(),
                  batch,
                  drawn.values(batch, drawn.criticParameters()),
                  advantages,
                  new float[ROWS],
                  0);
      double expected = mean(r -> drawn.divergence(doubles(drawn.actor()), doubles(actor), r));
      assertAgree(drawn, figures.get("klMean"), expected);
    }
  }

  private static double policyLoss(
      PolicyCase drawn, double[] parameters, float[] behaviour, float[] advantages) {
    return -mean(r -> Math.exp(drawn.logProbability(parameters, r) - behaviour[r]) * advantages[r]);
  }
}

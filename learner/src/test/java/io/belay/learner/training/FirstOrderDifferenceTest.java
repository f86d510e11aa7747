package io.belay.learner.training;

import static io.belay.learner.differences.Agreement.assertAgree;
import static io.belay.learner.differences.PolicyCase.ROWS;
import static io.belay.learner.differences.PolicyCase.doubles;
import static io.belay.learner.differences.PolicyCase.mean;

import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.Update;
import io.belay.learner.differences.CentralDifferences;
import io.belay.learner.differences.DoubleLosses;
import io.belay.learner.differences.PolicyCase;
import io.belay.learner.differences.PolicyClass;
import io.belay.learner.parallel.Crew;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A2C's and REINFORCE's gradients against central differences of their losses in {@code double}.
 */
class FirstOrderDifferenceTest {
  private static final double ENTROPY_COEFFICIENT = 0.3;
  private static final double VALUE_COEFFICIENT = 0.7;
  private static final String A2C =
      "name = a2c, entropy-coefficient = %s, value-coefficient = %s\n"
          .formatted(ENTROPY_COEFFICIENT, VALUE_COEFFICIENT);
  private static final String REINFORCE =
      "name = reinforce, baseline = critic, entropy-coefficient = %s, critic.minibatch-size = 16\n"
          .formatted(ENTROPY_COEFFICIENT);
  private static final double LEARNING_RATE = 0.05;
  private static final String SHORT_STEP =
      "learning-rate = %s, max-gradient-norm = none, optimizer.kind = sgd".formatted(LEARNING_RATE);

  @ParameterizedTest
  @MethodSource("io.belay.learner.differences.PolicyCase#classesAndSeeds")
  void a2cAscendsTheImportanceWeightedAdvantage(PolicyClass policyClass, long seed) {
    PolicyCase drawn = new PolicyCase(policyClass, A2C + SgdStep.SETTINGS, seed);
    double[] actor = doubles(drawn.actor());
    float[] advantages = drawn.normals();
    float[] returns = drawn.normals();
    float[] ratios = drawn.uniform(0.5, 2);
    float[] behaviour = new float[ROWS];
    for (int r = 0; r < ROWS; r++) {
      behaviour[r] = (float) (drawn.logProbability(actor, r) - Math.log(ratios[r]));
    }

    SgdStep step = step(drawn, behaviour, advantages, returns);

    double[] expected =
        CentralDifferences.gradient(
            parameters ->
                -mean(r ->
                    Math.exp(drawn.logProbability(parameters, r) - behaviour[r]) * advantages[r]
                        + ENTROPY_COEFFICIENT * drawn.entropy(parameters, r)),
            actor);
    assertAgree(drawn, step.actorGradient(), expected);
    double[] expectedOfCritic =
        CentralDifferences.gradient(
            parameters ->
                VALUE_COEFFICIENT
                    * mean(r -> DoubleLosses.valueLoss(drawn.value(parameters, r), returns[r])),
            doubles(drawn.criticParameters()));
    assertAgree(drawn, step.criticGradient(), expectedOfCritic);
    assertAgree(
        drawn,
        step.figures().get("policyLoss"),
        -mean(r -> Math.exp(drawn.logProbability(actor, r) - behaviour[r]) * advantages[r]));
  }

  @ParameterizedTest
  @MethodSource("io.belay.learner.differences.PolicyCase#classesAndSeeds")
  void reinforceAscendsTheWeightedLogProbability(PolicyClass policyClass, long seed) {
    PolicyCase drawn = new PolicyCase(policyClass, REINFORCE + SgdStep.SETTINGS, seed);
    float[] advantages = drawn.normals();

    SgdStep step = step(drawn, new float[ROWS], advantages, new float[ROWS]);

    double[] expected =
        CentralDifferences.gradient(
            parameters ->
                -mean(r ->
                    drawn.logProbability(parameters, r) * advantages[r]
                        + ENTROPY_COEFFICIENT * drawn.entropy(parameters, r)),
            doubles(drawn.actor()));
    assertAgree(drawn, step.actorGradient(), expected);
  }

  @ParameterizedTest
  @MethodSource("io.belay.learner.differences.PolicyCase#classesAndSeeds")
  void klMeanIsTheDivergenceOfTheStep(PolicyClass policyClass, long seed) {
    PolicyCase drawn = new PolicyCase(policyClass, A2C + SHORT_STEP, seed);
    float[] actor = drawn.actor();
    Batch batch = drawn.batch(new float[ROWS]);
    float[] advantages = drawn.normals();
    Map<String, Double> figures;
    try (Crew crew = new Crew(2)) {
      Update update = Updates.of(drawn.specification(), drawn.policy(), drawn.critic(), crew);
      figures =
          update.improve(
              actor,
              drawn.criticParameters(),
              batch,
              drawn.values(batch, drawn.criticParameters()),
              advantages,
              new float[ROWS],
              0);
    }
    double divergence = mean(r -> drawn.divergence(doubles(drawn.actor()), doubles(actor), r));
    assertAgree(drawn, figures.get("klMean"), divergence);
  }

  private static SgdStep step(
      PolicyCase drawn, float[] behaviour, float[] advantages, float[] returns) {
    Batch batch = drawn.batch(behaviour);
    BatchValues values = drawn.values(batch, drawn.criticParameters());
    return SgdStep.of(drawn, batch, values, advantages, returns);
  }
}

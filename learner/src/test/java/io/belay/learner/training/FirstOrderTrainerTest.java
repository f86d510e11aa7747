package io.belay.learner.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.RunSpecification;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.space.Space;
import io.belay.trajectory.StampedBlock;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every trainer, for A2C and REINFORCE. */
class FirstOrderTrainerTest {
  private static final String A2C =
      "name = a2c, entropy-coefficient = 0.01, entropy-coefficient-schedule = linear";
  private static final String CRITIC = "critic { epochs = 2, minibatch-size = 40 }";
  private static final String REINFORCE =
      "name = reinforce, baseline = critic, advantage-normalisation = batch\n" + CRITIC;
  private static final String WITHOUT_CRITIC =
      "name = reinforce, baseline = batch-mean, discount-weighting = true\n" + CRITIC;

  @ParameterizedTest
  @ValueSource(strings = {A2C, REINFORCE, WITHOUT_CRITIC})
  void threadsChangeNoBit(String algorithm) {
    assertThat(train(specification(algorithm, new Discrete(3), 6), 3))
        .isEqualTo(train(specification(algorithm, new Discrete(3), 6), 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {A2C, REINFORCE, WITHOUT_CRITIC})
  void howLanesAreGroupedIntoBlocksChangesNoBit(String algorithm) {
    Box actions = Box.uniform(2, -1f, 1f);
    assertThat(train(specification(algorithm, actions, 4), 1))
        .isEqualTo(train(specification(algorithm, actions, 6), 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {A2C, REINFORCE, WITHOUT_CRITIC})
  void aRestoredTrainerGoesOnBitForBit(String algorithm) {
    RunSpecification specification = specification(algorithm, Box.uniform(2, -1f, 1f), 3);
    try (Trainer original = Trainer.create(specification, 2);
        Trainer restored = Trainer.create(specification, 1)) {
      iterate(original, 0, 2);
      restored.restore(original.state());
      iterate(original, 2, 4);
      iterate(restored, 2, 4);
      assertThat(restored.parametersSha256()).isEqualTo(original.parametersSha256());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {A2C, REINFORCE, WITHOUT_CRITIC})
  void anUpdateReportsTheFiguresCommonToAll(String algorithm) {
    try (Trainer trainer = Trainer.create(specification(algorithm, new Discrete(3), 6), 1)) {
      trainer.estimate(blocks(trainer, 0));
      Map<String, Double> figures = trainer.improve();
      figures.putAll(trainer.fitCritic());
      assertThat(figures)
          .containsKeys(
              "klMean",
              "entropy",
              "policyLoss",
              "gradientNorm",
              "valueLoss",
              "explainedVariance",
              "logProbabilityAudit",
              "learningRate");
      assertThat(figures.get("klMean")).isBetween(Double.MIN_VALUE, 0.1);
      assertThat(figures.get("entropy")).isBetween(1.0, Math.log(3));
    }
  }

  private static String train(RunSpecification specification, int threads) {
    try (Trainer trainer = Trainer.create(specification, threads)) {
      iterate(trainer, 0, 3);
      return trainer.parametersSha256();
    }
  }

  private static void iterate(Trainer trainer, int from, int to) {
    for (int iteration = from; iteration < to; iteration++) {
      trainer.estimate(blocks(trainer, iteration));
      trainer.improve();
      trainer.fitCritic();
    }
  }

  private static List<StampedBlock> blocks(Trainer trainer, int iteration) {
    return new ImaginaryBlocks(trainer.specification(), 0f).sample(trainer.snapshot(), iteration);
  }

  private static RunSpecification specification(String algorithm, Space actions, int blockSize) {
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "Test-v0",
            Box.uniform(4, -9f, 9f),
            actions,
            OptionalInt.empty(),
            OptionalDouble.empty(),
            false);
    String recipe =
        """
        environment.id = Test-v0
        policy { hidden = [64, 17], normalise-observations = true }
        critic { hidden = [33], activation = relu }
        sampling { lanes = 6, block-size = %d, fragment-length = 21 }
        algorithm { %s }
        training.environment-steps = 10000
        """
            .formatted(blockSize, algorithm);
    return new RunSpecification("test", RecipeLoader.parse(recipe, "test"), environment);
  }
}

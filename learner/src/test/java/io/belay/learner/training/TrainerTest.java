package io.belay.learner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicyIdentity;
import io.belay.policy.PolicySnapshot;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  private static final int LANES = 6;
  private static final int STEPS = 21;

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void threadsChangeNoBit(int threads) {
    assertThat(train(specification(new Discrete(3), 6, true), threads, 0f))
        .isEqualTo(train(specification(new Discrete(3), 6, true), 1, 0f));
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "4, false", "1, true", "4, true"})
  void howLanesAreGroupedIntoBlocksChangesNoBit(int blockSize, boolean normalise) {
    assertThat(train(specification(Box.uniform(2, -1f, 1f), blockSize, normalise), 1, 0f))
        .isEqualTo(train(specification(Box.uniform(2, -1f, 1f), 6, normalise), 1, 0f));
  }

  @Test
  void aRestoredTrainerGoesOnBitForBit() {
    RunSpecification specification = specification(Box.uniform(2, -1f, 1f), 3, true);
    try (Trainer original = Trainer.create(specification, 2);
        Trainer restored = Trainer.create(specification, 1)) {
      iterate(original, 0, 2, 0f);
      restored.restore(original.state());
      assertThat(restored.snapshot().identity()).isEqualTo(original.snapshot().identity());
      iterate(original, 2, 4, 0f);
      iterate(restored, 2, 4, 0f);
      assertThat(restored.parametersSha256()).isEqualTo(original.parametersSha256());
      assertThat(restored.snapshot().version()).isEqualTo(4);
    }
  }

  @Test
  void anUpdateReportsItsFigures() {
    try (Trainer trainer = Trainer.create(specification(new Discrete(3), 6, false), 1)) {
      trainer.estimate(blocks(trainer, 0, 0f));
      Map<String, Double> figures = trainer.improve();
      assertThat(figures)
          .containsKeys(
              "klMean",
              "entropy",
              "clipFraction",
              "gradientNorm",
              "learningRate",
              "explainedVariance",
              "logProbabilityAudit");
      assertThat(figures.get("minibatchSteps")).isEqualTo(2 * 4);
      assertThat(figures.get("entropy")).isBetween(0.0, Math.log(3));
    }
  }

  @Test
  void aPublishedSnapshotIsNeverChanged() {
    try (Trainer trainer = Trainer.create(specification(new Discrete(3), 6, false), 1)) {
      float[] published = trainer.snapshot().parameters();
      float[] before = published.clone();
      iterate(trainer, 0, 1, 0f);
      assertThat(published).isEqualTo(before);
      assertThat(trainer.snapshot().parameters()).isNotEqualTo(before);
    }
  }

  @Test
  void observationStatisticsAreFrozenInAVersionAndPartOfItsIdentity() {
    RunSpecification specification = specification(new Discrete(3), 6, true);
    try (Trainer trainer = Trainer.create(specification, 1)) {
      PolicySnapshot first = trainer.snapshot();
      List<StampedBlock> blocks = blocks(trainer, 0, 0f);
      iterate(trainer, 0, 1, 0f);
      assertThat(first.normaliser().count()).isZero();
      assertThat(first.normaliser().mean()).containsOnly(0);

      NormaliserStatistics next = trainer.snapshot().normaliser();
      float[] observations = blocks.getFirst().trajectory().observations();
      double sum = 0;
      for (int row = 0; row < LANES * STEPS; row++) {
        sum += observations[4 * row];
      }
      assertThat(next.count()).isEqualTo(LANES * STEPS);
      assertThat(next.mean()[0]).isCloseTo(sum / (LANES * STEPS), within(1e-12));
      assertThat(trainer.snapshot().identity())
          .isNotEqualTo(
              PolicySnapshot.publish(1, trainer.snapshot().parameters(), first.normaliser())
                  .identity());
    }
  }

  @Test
  void rewardStatisticsAreTheLearnersAloneAndGoOnFromBatchToBatch() {
    RunSpecification specification = specification(new Discrete(3), 6, true);
    try (Trainer trainer = Trainer.create(specification, 1)) {
      iterate(trainer, 0, 2, 0f);
      assertThat(trainer.state().rewards().count()).isEqualTo(2 * LANES * STEPS);
      assertThat(trainer.state().rewards().returns()).hasSize(LANES);
      assertThat(trainer.snapshot().identity())
          .isEqualTo(
              PolicyIdentity.of(trainer.snapshot().parameters(), trainer.snapshot().normaliser()));
    }
  }

  @Test
  void aCheckpointWithoutTheLanesRewardStatisticsIsRefused() {
    RunSpecification raw = specification(new Discrete(3), 6, false);
    try (Trainer trainer = Trainer.create(specification(new Discrete(3), 6, true), 1);
        Trainer without = Trainer.create(raw, 1)) {
      assertThat(without.state().rewards()).isEqualTo(RewardStatistics.NONE);
      assertThatThrownBy(() -> trainer.restore(without.state()))
          .isInstanceOf(BelayException.class)
          .hasMessageContaining("returns=0, expected=6");
    }
  }

  @Test
  void noStateIsTakenBetweenTheHalvesOfAnUpdate() {
    try (Trainer trainer = Trainer.create(specification(new Discrete(3), 6, false), 1)) {
      trainer.estimate(blocks(trainer, 0, 0f));
      trainer.improve();
      assertThatThrownBy(trainer::state)
          .isInstanceOf(BelayException.class)
          .hasMessageContaining("version=1");
      trainer.fitCritic();
      assertThat(trainer.state().version()).isEqualTo(1);
    }
  }

  @Test
  void aRewardThatOverflowsIsReportedWithItsAddress() {
    try (Trainer trainer = Trainer.create(specification(new Discrete(3), 6, false), 1)) {
      assertThatThrownBy(() -> iterate(trainer, 0, 1, Float.MAX_VALUE))
          .isInstanceOfSatisfying(
              BelayException.class,
              thrown -> assertThat(thrown.category()).isEqualTo(ErrorCategory.FATAL))
          .hasMessageContaining("iteration=0, epoch=0, minibatch=0");
    }
  }

  @Test
  void aCriticThatKnowsTheTargetsExplainsTheirVariance() {
    assertThat(ExplainedVariance.of(new float[] {1, 2, 3}, new float[] {1, 2, 3}, 3)).isEqualTo(1);
    assertThat(ExplainedVariance.of(new float[] {0, 0, 0}, new float[] {1, 2, 3}, 3)).isEqualTo(0);
    assertThat(ExplainedVariance.of(new float[] {0}, new float[] {1}, 1)).isNaN();
  }

  private static String train(RunSpecification specification, int threads, float extraReward) {
    try (Trainer trainer = Trainer.create(specification, threads)) {
      iterate(trainer, 0, 3, extraReward);
      return trainer.parametersSha256();
    }
  }

  private static void iterate(Trainer trainer, int from, int to, float extraReward) {
    for (int iteration = from; iteration < to; iteration++) {
      trainer.estimate(blocks(trainer, iteration, extraReward));
      trainer.improve();
      trainer.fitCritic();
    }
  }

  private static List<StampedBlock> blocks(Trainer trainer, int iteration, float extraReward) {
    return new ImaginaryBlocks(trainer.specification(), extraReward)
        .sample(trainer.snapshot(), iteration);
  }

  /**
   * A small run.
   *
   * @param normalise whether observations and rewards are normalised
   */
  private static RunSpecification specification(Space actions, int blockSize, boolean normalise) {
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
        policy { hidden = [64, 17], activation = tanh, normalise-observations = %1$s }
        critic { hidden = [33], activation = relu }
        sampling { lanes = %2$d, block-size = %3$d, fragment-length = %4$d }
        algorithm {
          name = ppo, epochs = 2, minibatch-size = 40, learning-rate = 1e-2, learning-rate-schedule = linear
          value-clip-range = 0.2, entropy-coefficient = 0.01, max-gradient-norm = 0.5
          normalise-rewards = %1$s
        }
        training.environment-steps = 10000
        """
            .formatted(normalise, LANES, blockSize, STEPS);
    return new RunSpecification("test", RecipeLoader.parse(recipe, "test"), environment);
  }
}

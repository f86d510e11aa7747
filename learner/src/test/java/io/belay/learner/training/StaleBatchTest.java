package io.belay.learner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.StampedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No algorithm learns from a batch that is not wholly of the version it expects. */
class StaleBatchTest {

  @ParameterizedTest
  @ValueSource(strings = {"ppo", "a2c", "reinforce"})
  void aBatchOfTheVersionBeforeIsRefusedAndChangesNothing(String algorithm) {
    RunSpecification specification = specification(algorithm, false);
    ImaginaryBlocks workers = new ImaginaryBlocks(specification, 0f);
    try (Trainer trainer = Trainer.create(specification, 1);
        Trainer undisturbed = Trainer.create(specification, 1)) {
      PolicySnapshot first = trainer.snapshot();
      iterate(trainer, workers, 0);
      iterate(undisturbed, workers, 0);

      refuse(trainer, workers.sample(first, 1), algorithm, 0, 1);
      List<StampedBlock> mixed = new ArrayList<>(workers.sample(trainer.snapshot(), 1));
      mixed.set(2, workers.sample(first, 1).get(2));
      refuse(trainer, mixed, algorithm, 2, 1);

      assertThat(trainer.state()).usingRecursiveComparison().isEqualTo(undisturbed.state());
      iterate(trainer, workers, 1);
      iterate(undisturbed, workers, 1);
      assertThat(trainer.parametersSha256()).isEqualTo(undisturbed.parametersSha256());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ppo", "a2c"})
  void whereSamplingOverlapsWithTheUpdateTheCurrentVersionIsRefused(String algorithm) {
    RunSpecification specification = specification(algorithm, true);
    ImaginaryBlocks workers = new ImaginaryBlocks(specification, 0f);
    try (Trainer trainer = Trainer.create(specification, 1)) {
      iterate(trainer, workers, 0);
      refuse(trainer, workers.sample(trainer.snapshot(), 1), algorithm, 0, 0);
    }
  }

  private static void refuse(
      Trainer trainer, List<StampedBlock> batch, String algorithm, int block, long expected) {
    assertThatThrownBy(() -> trainer.estimate(batch))
        .isInstanceOfSatisfying(
            BelayException.class,
            thrown -> assertThat(thrown.category()).isEqualTo(ErrorCategory.STALE))
        .hasMessageContaining("algorithm=" + algorithm)
        .hasMessageContaining(
            "block=%d, policyVersion=%d, expected=%d".formatted(block, 1 - expected, expected));
  }

  private static void iterate(Trainer trainer, ImaginaryBlocks workers, int iteration) {
    trainer.estimate(workers.sample(trainer.snapshot(), iteration));
    trainer.improve();
    trainer.fitCritic();
  }

  private static RunSpecification specification(String algorithm, boolean pipeline) {
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "Test-v0",
            Box.uniform(4, -9f, 9f),
            new Discrete(3),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            false);
    String recipe =
        """
        environment.id = Test-v0
        policy { hidden = [8], normalise-observations = true }
        critic.hidden = [8]
        sampling { lanes = 6, block-size = 2, fragment-length = 22, pipeline = %s }
        algorithm { name = %s, normalise-rewards = true }
        """
            .formatted(pipeline, algorithm);
    return new RunSpecification("test", RecipeLoader.parse(recipe, "test"), environment);
  }
}

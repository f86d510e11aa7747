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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A trainer whose batches are of the version before the one it improves. */
class PipelineTrainerTest {
  private static final RunSpecification SPECIFICATION = specification();

  private final ImaginaryBlocks workers = new ImaginaryBlocks(SPECIFICATION, 0f);

  @Test
  void versionZeroSamplesTwoBatchesAndEveryOtherOne() {
    try (Trainer trainer = Trainer.create(SPECIFICATION, 1)) {
      for (int iteration = 0; iteration < 4; iteration++) {
        assertThat(trainer.snapshot().version()).isEqualTo(iteration);
        assertThat(trainer.behaviourPolicy().version()).isEqualTo(Math.max(0, iteration - 1));
        iterate(trainer, iteration);
      }
    }
  }

  @Test
  void whatTheWorkersSayIsAuditedAgainstTheVersionAndStatisticsThatSampled() {
    try (Trainer trainer = Trainer.create(SPECIFICATION, 2)) {
      for (int iteration = 0; iteration < 4; iteration++) {
        assertThat(iterate(trainer, iteration)).containsEntry("logProbabilityAudit", 0.0);
      }
    }
  }

  @Test
  void aBatchOfTheVersionThatIsImprovedIsRefused() {
    try (Trainer trainer = Trainer.create(SPECIFICATION, 1)) {
      iterate(trainer, 0);
      assertThatThrownBy(() -> trainer.estimate(workers.sample(trainer.snapshot(), 1)))
          .isInstanceOfSatisfying(
              BelayException.class,
              thrown -> assertThat(thrown.category()).isEqualTo(ErrorCategory.STALE))
          .hasMessageContaining("policyVersion=1, expected=0");
    }
  }

  @Test
  void aRestoredTrainerIsSampledWithTheVersionThatTheOriginalIs() {
    try (Trainer original = Trainer.create(SPECIFICATION, 1);
        Trainer restored = Trainer.create(SPECIFICATION, 1)) {
      for (int iteration = 0; iteration < 3; iteration++) {
        restored.restore(original.state());
        assertThat(restored.behaviourPolicy())
            .usingRecursiveComparison()
            .isEqualTo(original.behaviourPolicy());
        iterate(original, iteration);
        iterate(restored, iteration);
        assertThat(restored.parametersSha256()).isEqualTo(original.parametersSha256());
      }
    }
  }

  @Test
  void aStateWithoutThePolicyThatSamplesNextIsRefused() {
    try (Trainer trainer = Trainer.create(SPECIFICATION, 1)) {
      iterate(trainer, 0);
      TrainerState whole = trainer.state();
      assertThat(whole.behaviourPolicy()).map(PolicySnapshot::version).hasValue(0L);
      TrainerState without =
          new TrainerState(
              whole.version(),
              whole.actor(),
              whole.critic(),
              whole.optimizer(),
              whole.normaliser(),
              whole.rewards(),
              Optional.empty());

      assertThatThrownBy(() -> trainer.restore(without))
          .hasMessageContaining("version=1, behaviourVersion=1, expected=0");
    }
  }

  private Map<String, Double> iterate(Trainer trainer, int iteration) {
    trainer.estimate(workers.sample(trainer.behaviourPolicy(), iteration));
    Map<String, Double> figures = trainer.improve();
    trainer.fitCritic();
    return figures;
  }

  private static RunSpecification specification() {
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
        sampling { lanes = 6, block-size = 2, fragment-length = 20, pipeline = true }
        algorithm { name = ppo, learning-rate = 1e-2 }
        """;
    return new RunSpecification("test", RecipeLoader.parse(recipe, "test"), environment);
  }
}

package io.belay.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RunSpecificationTest {

  @Test
  void iterationIsSampledWithItsOwnVersion() {
    RunSpecification specification = specification("false");

    assertThat(specification.policyVersionOf(0)).isZero();
    assertThat(specification.policyVersionOf(1)).isEqualTo(1);
    assertThat(specification.policyVersionOf(7)).isEqualTo(7);
  }

  @Test
  void iterationOfAPipelineIsSampledWithTheVersionBeforeItsOwn() {
    RunSpecification specification = specification("true");

    // Nothing is older than version 0, which samples the first two iterations.
    assertThat(specification.policyVersionOf(0)).isZero();
    assertThat(specification.policyVersionOf(1)).isZero();
    assertThat(specification.policyVersionOf(2)).isEqualTo(1);
    assertThat(specification.policyVersionOf(7)).isEqualTo(6);
  }

  private static RunSpecification specification(String pipeline) {
    Recipe recipe =
        RecipeLoader.parse(
            "environment.id = Test-v0, algorithm.name = a2c, sampling.pipeline = " + pipeline,
            "test.conf");
    return new RunSpecification(
        "run",
        recipe,
        new EnvironmentSpec(
            "Test-v0",
            new Discrete(4),
            new Discrete(2),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            true));
  }
}

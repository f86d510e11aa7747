package io.belay.learner.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.RunSpecification;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.Policy;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.trajectory.LaneCarry;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BatchValuesTest {

  @Test
  void whatFollowsAStepIsNormalisedByTheSameStatisticsAsTheStep() {
    // Mean 2, variance 8 ÷ 2 = 4, and V = 1 + 3 x̂ with x̂ = (x − 2) ÷ 2 clipped at ±10:
    //   steps from 4, 6 and 8:  x̂ = 1, 2, 3 and V = 4, 7, 10
    //   after the first step, truncated: 10, x̂ = 4, V = 13;  after the second: the third's, V = 10
    //   after the third, the fragment's end: −1000, x̂ = −10, V = −29
    Fixture fixture = new Fixture();
    fixture.estimate(new NormaliserStatistics(2, new double[] {2}, new double[] {8}));
    assertThat(fixture.values.encoded()).containsExactly(1, 2, 3);
    assertThat(fixture.values.inputs()).containsExactly(1, 2, 3);
    assertThat(fixture.values.values()).containsExactly(4, 7, 10);
    assertThat(fixture.values.nextValues()).containsExactly(13, 10, -29);
  }

  @Test
  void withoutStatisticsObservationsAreReadAsTheyAre() {
    Fixture fixture = new Fixture();
    fixture.estimate(NormaliserStatistics.NONE);
    assertThat(fixture.values.values()).containsExactly(13, 19, 25);
    assertThat(fixture.values.nextValues()).containsExactly(31, 25, -2999);
  }

  /** One lane of three steps, seen by a linear critic V = 1 + 3 x. */
  private static final class Fixture {
    private static final float[] CRITIC = {3, 1};
    private final Batch batch;
    private final BatchValues values;

    Fixture() {
      EnvironmentSpec environment =
          new EnvironmentSpec(
              "Line-v0",
              Box.uniform(1, -2000f, 2000f),
              new Discrete(2),
              OptionalInt.empty(),
              OptionalDouble.empty(),
              true);
      String recipe =
          """
          environment.id = Line-v0
          critic.hidden = []
          sampling { lanes = 1, block-size = 1, fragment-length = 3 }
          algorithm { name = ppo, minibatch-size = 3 }
          """;
      RunSpecification specification =
          new RunSpecification("line", RecipeLoader.parse(recipe, "line"), environment);
      batch = new Batch(specification);
      batch.assemble(List.of(block(specification)));
      values =
          new BatchValues(
              Policy.of(specification.recipe(), environment),
              Critic.of(specification.recipe(), environment),
              batch.rows());
    }

    private static BlockTrajectory block(RunSpecification specification) {
      return new BlockTrajectory(
          specification.shapeOf(0),
          new float[] {4, 6, 8},
          new float[3],
          new float[3],
          new float[3],
          new byte[3],
          new byte[] {1, 0, 0},
          new float[] {10},
          new float[] {-1000},
          List.of(new EpisodeEnd(0, 0, 0, 1, false)),
          List.of(new LaneCarry(new double[] {0}, 2, 0, new double[0], 0)));
    }

    void estimate(NormaliserStatistics statistics) {
      try (Crew crew = new Crew(1)) {
        values.estimate(batch, statistics, CRITIC, crew);
      }
    }
  }
}

package io.belay.worker.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.recipe.RestartSettings;
import io.belay.recipe.RestartSettings.FixedState;
import io.belay.recipe.RestartSettings.Mixture;
import io.belay.recipe.RestartSettings.UniformBox;
import io.belay.recipe.RestartSettings.WeightedStates;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.Environment;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import io.belay.worker.environment.Outcome;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** On MountainCar-v0: state (position, velocity), ρ at rest in [−0.6, −0.4). */
class RestartDistributionTest {
  private static final int DRAWS = 20_000;
  private static final VisitedStates NO_MEMORY = new VisitedStates(0, 0);

  private final EnvironmentRegistration registration =
      EnvironmentRegistry.discover().lookup("MountainCar-v0");
  private final RestorableEnvironment environment = (RestorableEnvironment) registration.create();
  private final Chance chance = new Chance(11);

  @Test
  void ownStartIsTheEnvironments() {
    double[] positions = positions(new RestartSettings.EnvironmentRestart());
    assertThat(DoubleStream.of(positions)).allMatch(x -> x >= -0.6 && x < -0.4);
    assertThat(mean(positions)).isCloseTo(-0.5, within(0.01));
  }

  @Test
  void fixedStateIsAlwaysTheSame() {
    assertThat(positions(new FixedState(List.of(0.25, 0.01)))).containsOnly(0.25);
  }

  @Test
  void weightedStatesComeInProportionAndNeverAtWeightZero() {
    double[] positions =
        positions(
            new WeightedStates(
                List.of(
                    List.of(-1.0, 0.0), List.of(-0.5, 0.0), List.of(0.0, 0.0), List.of(0.5, 0.0)),
                List.of(0.0, 1.0, 3.0, 0.0)));
    assertThat(positions).containsOnly(-0.5, 0.0);
    // σ of a proportion of 20 000 draws at p = 1/4: 0.003.
    assertThat(proportion(positions, -0.5)).isCloseTo(0.25, within(0.02));
  }

  @Test
  void boxIsUniformInEveryComponent() {
    UniformBox box = new UniformBox(List.of(-1.0, 0.02), List.of(0.5, 0.02));
    double[] positions = positions(box);
    assertThat(DoubleStream.of(positions)).allMatch(x -> x >= -1 && x < 0.5);
    assertThat(mean(positions)).isCloseTo(-0.25, within(0.02));
    double[] state = new double[2];
    environment.saveState(state, 0);
    assertThat(state[1]).isEqualTo(0.02);
  }

  @Test
  void uniformTakesEveryStateThatIsNotAbsorbingAlike() {
    EnvironmentRegistration lake = EnvironmentRegistry.discover().lookup("FrozenLake-v1");
    RestorableEnvironment ice = (RestorableEnvironment) lake.create();
    RestartDistribution uniform =
        RestartDistribution.of(new RestartSettings.Uniform(), lake.spec(), ice);
    int[] counts = new int[16];
    for (int lane = 0; lane < DRAWS; lane++) {
      counts[(int) uniform.restart(ice, chance.at(Purpose.RESTART, lane, 0, 0), NO_MEMORY)[0]]++;
    }
    // 11 of 16 cells: 1818 draws each, σ = 41. Holes and the goal never.
    for (int cell = 0; cell < counts.length; cell++) {
      if (List.of(5, 7, 11, 12, 15).contains(cell)) {
        assertThat(counts[cell]).as("cell %d", cell).isZero();
      } else {
        assertThat(counts[cell]).as("cell %d", cell).isBetween(1818 - 200, 1818 + 200);
      }
    }
  }

  @Test
  void uniformNeedsStatesThatCanBeListed() {
    assertRefused(
        new RestartSettings.Uniform(),
        "can list its states, as every finite MDP can: environment=MountainCar-v0, sampling.restart.kind=uniform");
    assertRefused(new Mixture(0.5, new RestartSettings.Uniform()), "environment=MountainCar-v0");
  }

  @Test
  void mixtureTakesTheOtherDistributionWithItsProbability() {
    double[] positions = positions(new Mixture(0.3, new FixedState(List.of(0.25, 0.0))));
    // σ = 0.0033.
    assertThat(proportion(positions, 0.25)).isCloseTo(0.3, within(0.02));
    assertThat(DoubleStream.of(positions)).allMatch(x -> x == 0.25 || (x >= -0.6 && x < -0.4));
    assertThat(positions(new Mixture(0, new FixedState(List.of(0.25, 0.0))))).doesNotContain(0.25);
    assertThat(positions(new Mixture(1, new FixedState(List.of(0.25, 0.0))))).containsOnly(0.25);
  }

  @Test
  void visitedStatesComeBackWithTheirProbability() {
    RestartDistribution distribution = of(new RestartSettings.VisitedStates(0.5, 4));
    assertThat(distribution.visitedCapacity()).isEqualTo(4);
    VisitedStates visited = new VisitedStates(4, 2);
    // None visited yet: ρ.
    assertThat(DoubleStream.of(draw(distribution, visited))).allMatch(x -> x >= -0.6 && x < -0.4);
    for (double position : new double[] {0.0, 0.1}) {
      environment.restoreState(new double[] {position, 0}, 0);
      visited.offer(environment, chance);
    }
    double[] positions = draw(distribution, visited);
    assertThat(proportion(positions, 0.0)).isCloseTo(0.25, within(0.02));
    assertThat(proportion(positions, 0.1)).isCloseTo(0.25, within(0.02));
  }

  @Test
  void samePlaceOfChanceGivesTheSameStart() {
    RestartDistribution distribution =
        of(new Mixture(0.5, new UniformBox(List.of(-1.0, 0.0), List.of(0.5, 0.0))));
    for (int lane = 0; lane < 50; lane++) {
      float[] once =
          distribution
              .restart(environment, chance.at(Purpose.RESTART, lane, 3, 7), NO_MEMORY)
              .clone();
      environment.reset(chance);
      assertThat(
              distribution.restart(environment, chance.at(Purpose.RESTART, lane, 3, 7), NO_MEMORY))
          .isEqualTo(once);
    }
  }

  @Test
  void stateOfTheWrongSizeIsRefused() {
    assertRefused(
        new FixedState(List.of(0.0, 0.0, 0.0)),
        "environment=MountainCar-v0, sampling.restart.state=[0.0, 0.0, 0.0], size=3, expected=2");
    assertRefused(
        new UniformBox(List.of(0.0), List.of(1.0)),
        "sampling.restart.low=[0.0], size=1, expected=2");
    assertRefused(
        new Mixture(0.5, new FixedState(List.of(0.0))),
        "sampling.restart.state=[0.0], size=1, expected=2");
  }

  @Test
  void stateThatTheEnvironmentRefusesIsNamed() {
    assertRefused(
        new WeightedStates(List.of(List.of(0.0, 0.0), List.of(0.0, 0.5)), List.of(1.0, 1.0)),
        "sampling.restart.states[1]=[0.0, 0.5], refused because: a state's component is within its bounds: velocity=0.5");
    assertRefused(
        new UniformBox(List.of(0.0, 0.0), List.of(9.0, 0.0)),
        "sampling.restart.high=[9.0, 0.0], refused because");
  }

  @Test
  void environmentThatCannotBeRestoredAllowsOnlyItsOwnStart() {
    Environment plain =
        new Environment() {
          @Override
          public float[] reset(RandomGenerator random) {
            return new float[2];
          }

          @Override
          public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
            outcome.set(0, false);
            return new float[2];
          }
        };
    EnvironmentSpec spec = registration.spec();
    assertThat(RestartDistribution.of(new RestartSettings.EnvironmentRestart(), spec, plain))
        .isInstanceOf(EnvironmentStart.class);
    for (RestartSettings settings :
        List.of(
            new FixedState(List.of(0.0, 0.0)),
            new UniformBox(List.of(0.0), List.of(0.0)),
            new RestartSettings.VisitedStates(0.5, 4),
            new Mixture(0.5, new FixedState(List.of(0.0, 0.0))))) {
      assertThatThrownBy(() -> RestartDistribution.of(settings, spec, plain))
          .isInstanceOf(BelayException.class)
          .hasMessageContaining("can be restored")
          .hasMessageContaining("environment=MountainCar-v0")
          .hasMessageContaining("restart = environment");
    }
  }

  private void assertRefused(RestartSettings settings, String message) {
    assertThatThrownBy(() -> of(settings))
        .isInstanceOfSatisfying(
            BelayException.class,
            e -> assertThat(e.category()).isEqualTo(ErrorCategory.INVALID_REQUEST))
        .hasMessageContaining(message);
  }

  private RestartDistribution of(RestartSettings settings) {
    return RestartDistribution.of(settings, registration.spec(), environment);
  }

  private double[] positions(RestartSettings settings) {
    return draw(of(settings), NO_MEMORY);
  }

  private double[] draw(RestartDistribution distribution, VisitedStates visited) {
    double[] state = new double[2];
    return IntStream.range(0, DRAWS)
        .mapToDouble(lane -> {
          distribution.restart(environment, chance.at(Purpose.RESTART, lane, 0, 0), visited);
          environment.saveState(state, 0);
          return state[0];
        })
        .toArray();
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).average().orElseThrow();
  }

  private static double proportion(double[] values, double value) {
    return (double) DoubleStream.of(values).filter(x -> x == value).count() / values.length;
  }
}

package io.belay.worker.environment.finite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.chance.WeightedChoice;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpBuilder;
import io.belay.mdp.ready.FiniteMdps;
import io.belay.space.Discrete;
import io.belay.worker.environment.EnumerableEnvironment;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import io.belay.worker.environment.Outcome;
import io.belay.worker.environment.kit.EnvironmentKit;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sampled is what the table says. */
class FiniteMdpEnvironmentTest {

  @ParameterizedTest
  @ValueSource(strings = {"chain:20", "garnet:40,3,5,1", "gridworld:3x4,0.2"})
  void membersOfFamiliesConformAsTheRegisteredOnesDo(String id) {
    EnvironmentRegistration registration = EnvironmentRegistry.discover().lookup(id);

    assertThat(EnvironmentKit.check(registration)).isEmpty();
  }

  @Test
  void registrationIsShapedByTheMdp() {
    EnvironmentRegistration lake = EnvironmentRegistry.discover().lookup("FrozenLake-v1");

    assertThat(lake.spec().observationSpace()).isEqualTo(new Discrete(16));
    assertThat(lake.spec().actionSpace()).isEqualTo(new Discrete(4));
    assertThat(lake.spec().maxEpisodeSteps()).hasValue(100);
    assertThat(lake.spec().rewardThreshold()).hasValue(0.7);
  }

  /**
   * The chi-squared statistic of what follows every pair, over all of them: with n degrees of
   * freedom its mean is n and its σ √(2n), so that six σ are never seen of the right table.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "FrozenLake-v1",
        "CliffWalking-v1",
        "CliffWalkingSlippery-v1",
        "Taxi-v4",
        "garnet:20,3,6,2"
      })
  void sampledTransitionsAgreeWithTheTable(String id) {
    FiniteMdp mdp = FiniteMdps.byId(id);
    EnumerableEnvironment environment = environment(id);
    Chance chance = new Chance(5);
    Outcome outcome = new Outcome();
    int draws = 600;
    double statistic = 0;
    int freedom = 0;
    for (int s = 0; s < mdp.states(); s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        int first = mdp.begin(s, a);
        int[] counts = new int[mdp.end(s, a) - first];
        int pairDraws = counts.length == 1 ? 1 : draws;
        for (int i = 0; i < pairDraws; i++) {
          environment.restoreState(new double[] {s}, 0);
          float[] seen =
              environment.step(new float[] {a}, chance.at(Purpose.ENVIRONMENT, s, i, a), outcome);
          counts[transition(mdp, s, a, (int) seen[0], outcome) - first]++;
        }
        for (int k = 0; k < counts.length && counts.length > 1; k++) {
          double expected = pairDraws * mdp.probability(first + k);
          statistic += (counts[k] - expected) * (counts[k] - expected) / expected;
        }
        freedom += counts.length - 1;
      }
    }
    assertThat(statistic).isCloseTo(freedom, within(6 * Math.sqrt(2.0 * freedom)));
  }

  /** The one transition of the pair that looks like this. */
  private static int transition(FiniteMdp mdp, int s, int a, int next, Outcome outcome) {
    for (int k = mdp.begin(s, a); k < mdp.end(s, a); k++) {
      if (mdp.next(k) == next
          && mdp.reward(k) == outcome.reward()
          && mdp.terminated(k) == outcome.terminated()) {
        return k;
      }
    }
    throw new AssertionError(
        "not in the table: state=%d, action=%d, next=%d, reward=%s, terminated=%s"
            .formatted(s, a, next, outcome.reward(), outcome.terminated()));
  }

  @Test
  void transitionIsTheFirstWhoseCumulativeProbabilityIsAbove() {
    FiniteMdp mdp =
        new FiniteMdpBuilder("three", 3, 1)
            .start(1, 1)
            .transition(0, 0, 2, 0.25, 0)
            .transition(0, 0, 0, 0.5, 0)
            .transition(0, 0, 1, 0.25, 0)
            .transition(1, 0, 1, 1, 0)
            .transition(2, 0, 2, 1, 0)
            .build();
    FiniteMdpEnvironment environment =
        new FiniteMdpEnvironment(mdp, new WeightedChoice(mdp.start()));

    assertThat(next(environment, 0)).isEqualTo(2);
    assertThat(next(environment, Math.nextDown(0.25))).isEqualTo(2);
    assertThat(next(environment, 0.25)).isEqualTo(0);
    assertThat(next(environment, Math.nextDown(0.75))).isEqualTo(0);
    assertThat(next(environment, 0.75)).isEqualTo(1);
    assertThat(next(environment, Math.nextDown(1.0))).isEqualTo(1);
  }

  private static int next(FiniteMdpEnvironment environment, double u) {
    environment.restoreState(new double[] {0}, 0);
    return (int) environment.step(new float[] {0}, drawing(u), new Outcome())[0];
  }

  private static RandomGenerator drawing(double u) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new AssertionError("one double is drawn and nothing else");
      }

      @Override
      public double nextDouble() {
        return u;
      }
    };
  }

  @Test
  void episodesBeginFromTheStartDistribution() {
    double[] start = FiniteMdps.byId("Taxi-v4").start();
    EnumerableEnvironment taxi = environment("Taxi-v4");
    Chance chance = new Chance(9);
    int[] counts = new int[start.length];
    int draws = 60_000;
    for (int i = 0; i < draws; i++) {
      counts[(int) taxi.reset(chance.at(Purpose.RESTART, i, 0, 0))[0]]++;
    }
    double statistic = 0;
    for (int s = 0; s < start.length; s++) {
      if (start[s] == 0) {
        assertThat(counts[s]).isZero();
      } else {
        statistic += (counts[s] - 200) * (counts[s] - 200) / 200.0;
      }
    }
    // 300 states, 200 draws each: chi-squared with 299 degrees of freedom, σ 24.
    assertThat(statistic).isCloseTo(299, within(150.0));
  }

  @Test
  void startStatesAreThoseThatAreNotAbsorbing() {
    double[][] states = environment("FrozenLake-v1").startStates();

    // Holes are 5, 7, 11, 12, the goal is 15.
    assertThat(Arrays.stream(states).mapToInt(state -> (int) state[0]))
        .containsExactly(0, 1, 2, 3, 4, 6, 8, 9, 10, 13, 14);
  }

  @Test
  void stateThatThereIsNotIsRefused() {
    EnumerableEnvironment tree = environment("tree");
    for (double state : new double[] {-1, 5, 0.5, Double.NaN}) {
      assertThatThrownBy(() -> tree.restoreState(new double[] {state}, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("state=" + state + ", states=5");
    }
  }

  private static EnumerableEnvironment environment(String id) {
    return (EnumerableEnvironment) EnvironmentRegistry.discover().lookup(id).create();
  }
}

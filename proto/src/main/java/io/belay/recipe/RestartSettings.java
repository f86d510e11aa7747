package io.belay.recipe;

import static io.belay.recipe.RestartKeys.CAPACITY;
import static io.belay.recipe.RestartKeys.HIGH;
import static io.belay.recipe.RestartKeys.KIND;
import static io.belay.recipe.RestartKeys.LOW;
import static io.belay.recipe.RestartKeys.PROBABILITY;
import static io.belay.recipe.RestartKeys.STATE;
import static io.belay.recipe.RestartKeys.STATES;
import static io.belay.recipe.RestartKeys.WEIGHTS;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The restart distribution μ. A state is a vector as the environment saves and restores it; its
 * size is the environment's affair and is checked where the environment is.
 */
public sealed interface RestartSettings {

  /** ρ, the environment's own starting distribution. */
  record EnvironmentRestart() implements RestartSettings {}

  /**
   * One state, always.
   *
   * @param state {@code [stateSize]}, finite
   */
  record FixedState(List<Double> state) implements RestartSettings {
    public FixedState {
      state = List.copyOf(state);
      Violation.refuse(new Violation.Collector().check(STATE, state).all());
    }
  }

  /**
   * One of a list of states.
   *
   * @param states {@code [n][stateSize]}, finite
   * @param weights {@code [n]}, finite and not below 0, their sum above 0; a state's probability is
   *     its weight over the sum
   */
  record WeightedStates(List<List<Double>> states, List<Double> weights)
      implements RestartSettings {
    public WeightedStates {
      states = states.stream().map(List::copyOf).toList();
      weights = List.copyOf(weights);
      Violation.refuse(
          new Violation.Collector()
              .require(STATES.allows(states), STATES.violation(states.toString()))
              .check(WEIGHTS, weights)
              .addAll(together(states, weights))
              .all());
    }

    static List<Violation> together(List<List<Double>> states, List<Double> weights) {
      double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
      boolean fitting =
          weights.size() == states.size()
              && weights.stream().allMatch(weight -> weight >= 0)
              && sum > 0
              && Double.isFinite(sum);
      return new Violation.Collector()
          .require(
              fitting,
              "there is a weight not below 0 for each of the %d states, one of them above 0, and their sum is finite"
                  .formatted(states.size()),
              WEIGHTS.path(),
              weights,
              "leave weights out for equal ones")
          .all();
    }
  }

  /**
   * Each component uniform in its interval, independent of the others.
   *
   * @param low {@code [stateSize]}, finite
   * @param high {@code [stateSize]}, finite, nowhere below {@code low}
   */
  record UniformBox(List<Double> low, List<Double> high) implements RestartSettings {
    public UniformBox {
      low = List.copyOf(low);
      high = List.copyOf(high);
      Violation.refuse(
          new Violation.Collector()
              .check(LOW, low)
              .check(HIGH, high)
              .addAll(together(low, high))
              .all());
    }

    static List<Violation> together(List<Double> low, List<Double> high) {
      boolean ordered =
          low.size() == high.size()
              && IntStream.range(0, low.size()).allMatch(i -> low.get(i) <= high.get(i));
      return new Violation.Collector()
          .require(
              ordered,
              new Violation(
                  "a box has as many lower as upper bounds, none above its upper bound",
                  List.of(LOW.setting(low), HIGH.setting(high)),
                  "use for example low = [-1.0, -1.0], high = [1.0, 1.0]"))
          .all();
    }
  }

  /**
   * Each state of the environment with the same probability, those excepted that no action leads
   * out of or earns anything in; for environments whose states can be listed, as those of a finite
   * MDP.
   */
  record Uniform() implements RestartSettings {}

  /**
   * (1 − p)·ρ + p·ν.
   *
   * @param probability p, in [0, 1]
   * @param distribution ν: a fixed state, weighted states, a box or all states
   */
  record Mixture(double probability, RestartSettings distribution) implements RestartSettings {
    public Mixture {
      Violation.refuse(
          new Violation.Collector()
              .check(PROBABILITY, probability)
              .addAll(together(distribution))
              .all());
    }

    static List<Violation> together(RestartSettings distribution) {
      boolean plain =
          switch (distribution) {
            case FixedState _, WeightedStates _, UniformBox _, Uniform _ -> true;
            case EnvironmentRestart _, Mixture _, VisitedStates _ -> false;
          };
      return new Violation.Collector()
          .require(
              plain,
              "a mixture is of the environment's own distribution and a fixed state, weighted states, a box or all states",
              "distribution." + KIND.path(),
              ChoiceKey.word(RestartKind.of(distribution)),
              "use fixed, states, box or uniform; visited has a probability of its own")
          .all();
    }
  }

  /**
   * With probability p a state that the lane visited earlier in the run, else ρ. Until the lane has
   * visited one, ρ.
   *
   * @param probability p, in [0, 1]
   * @param capacity states remembered by each lane, at least 1
   */
  record VisitedStates(double probability, int capacity) implements RestartSettings {
    public VisitedStates {
      Violation.refuse(
          new Violation.Collector()
              .check(PROBABILITY, probability)
              .check(CAPACITY, capacity)
              .all());
    }
  }
}

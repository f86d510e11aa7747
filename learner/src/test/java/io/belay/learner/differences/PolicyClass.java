package io.belay.learner.differences;

import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A class of policies: what is made of an observation, and what is made of that.
 *
 * @param function from observations to the head
 * @param actions distribution that the head stands for
 */
public record PolicyClass(Function function, Actions actions) {
  private static final int OBSERVATION_SIZE = 3;
  private static final int STATES = 5;
  private static final int ACTIONS = 4;
  private static final int DIMENSIONS = 2;

  /** Every combination. */
  public static Stream<PolicyClass> all() {
    return Arrays.stream(Function.values())
        .flatMap(function ->
            Arrays.stream(Actions.values()).map(actions -> new PolicyClass(function, actions)));
  }

  /** From observations to the head. */
  public enum Function {
    MLP_TANH("kind = mlp, hidden = [6, 5], activation = tanh"),
    MLP_RELU("kind = mlp, hidden = [6, 5], activation = relu"),
    LINEAR("kind = log-linear"),
    POLYNOMIAL("kind = log-linear, features { kind = polynomial, order = 2 }"),
    FOURIER("kind = log-linear, features { kind = fourier, order = 1 }"),
    TABULAR("kind = tabular");

    private final String settings;

    Function(String settings) {
      this.settings = settings;
    }

    double[] features(double[] observation) {
      return switch (this) {
        case MLP_TANH, MLP_RELU -> observation;
        case LINEAR -> monomials(observation, 1);
        case POLYNOMIAL -> monomials(observation, 2);
        case FOURIER -> cosines(observation);
        case TABULAR -> {
          double[] unit = new double[STATES];
          unit[(int) observation[0]] = 1;
          yield unit;
        }
      };
    }
  }

  /** The distribution over actions. */
  public enum Actions {
    CATEGORICAL("independent"),
    GAUSSIAN("independent"),
    STATE_DEPENDENT_GAUSSIAN("state-dependent");

    private final String standardDeviation;

    Actions(String standardDeviation) {
      this.standardDeviation = standardDeviation;
    }
  }

  /** The recipe's policy, in HOCON. Where log σ is bounded, it starts near the upper bound. */
  String settings() {
    boolean bounded = actions == Actions.STATE_DEPENDENT_GAUSSIAN;
    return "%s, standard-deviation = %s, initial-log-standard-deviation = %s"
        .formatted(function.settings, actions.standardDeviation, bounded ? 1.5 : -0.5);
  }

  Space observationSpace() {
    return function == Function.TABULAR
        ? new Discrete(STATES)
        : Box.uniform(OBSERVATION_SIZE, -1f, 1f);
  }

  Space actionSpace() {
    return actions == Actions.CATEGORICAL
        ? new Discrete(ACTIONS)
        : Box.uniform(DIMENSIONS, -1f, 1f);
  }

  /** The class in double. */
  DoublePolicy reference() {
    boolean mlp = function == Function.MLP_TANH || function == Function.MLP_RELU;
    int features =
        function.features(new double[function == Function.TABULAR ? 1 : OBSERVATION_SIZE]).length;
    int outputs =
        switch (actions) {
          case CATEGORICAL -> ACTIONS;
          case GAUSSIAN -> DIMENSIONS;
          case STATE_DEPENDENT_GAUSSIAN -> 2 * DIMENSIONS;
        };
    int[] widths = mlp ? new int[] {features, 6, 5, outputs} : new int[] {features, outputs};
    return new DoublePolicy(
        function::features,
        new DoubleNetwork(widths, function == Function.MLP_RELU, mlp),
        actions == Actions.CATEGORICAL
            ? new DoubleDistribution.Softmax()
            : new DoubleDistribution.Normals(),
        actions == Actions.STATE_DEPENDENT_GAUSSIAN);
  }

  /** 1, every xᵢ, and with degree 2 every xᵢ xⱼ with i ≤ j. */
  private static double[] monomials(double[] x, int degree) {
    List<Double> monomials = new ArrayList<>(List.of(1.0));
    for (double xi : x) {
      monomials.add(xi);
    }
    for (int i = 0; degree == 2 && i < x.length; i++) {
      for (int j = i; j < x.length; j++) {
        monomials.add(x[i] * x[j]);
      }
    }
    return monomials.stream().mapToDouble(monomial -> monomial).toArray();
  }

  /**
   * cos(π c·x̄), x̄ = (x + 1) ÷ 2, for every c of zeros and ones, those of c₀ next to each other.
   */
  private static double[] cosines(double[] x) {
    double[] cosines = new double[1 << x.length];
    for (int c = 0; c < cosines.length; c++) {
      double phase = 0;
      for (int i = 0; i < x.length; i++) {
        phase += (c >> i & 1) * (x[i] + 1) / 2;
      }
      cosines[c] = Math.cos(Math.PI * phase);
    }
    return cosines;
  }

  @Override
  public String toString() {
    return function + " " + actions;
  }
}

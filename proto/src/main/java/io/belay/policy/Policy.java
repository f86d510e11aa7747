package io.belay.policy;

import io.belay.chance.Chance;
import io.belay.error.BelayException;
import io.belay.recipe.FeatureSettings;
import io.belay.recipe.PolicySettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.StandardDeviation;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.space.Space;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parametric policy π_θ(a|s): encoder, features, network and action distribution, without the
 * parameters θ themselves.
 *
 * <p>All kinds are one architecture: a multi-layer perceptron reads encoded observations; a
 * log-linear policy is a network without hidden layers and biases over a feature map; a tabular
 * softmax policy is the same over the unit vectors of a discrete observation, so that θ is the
 * table {@code [states, actions]}. Immutable and shared between threads.
 */
public final class Policy {
  /** Gain of the output layer, so small that the initial policy is nearly uniform. */
  private static final float OUTPUT_GAIN = 0.01f;

  private final Space observationSpace;
  private final ObservationEncoder encoder;
  private final @Nullable FeatureMap features;
  private final Network network;
  private final ActionDistribution distribution;
  private final ParameterLayout layout;
  private final float initialLogStandardDeviation;

  private Policy(PolicySettings settings, EnvironmentSpec environment) {
    observationSpace = environment.observationSpace();
    encoder = new ObservationEncoder(observationSpace);
    boolean mlp = true;
    switch (settings.kind()) {
      case MLP -> features = null;
      case TABULAR -> {
        requireDiscreteObservation(environment);
        features = null;
        mlp = false;
      }
      case LOG_LINEAR -> {
        features = featureMap(settings.features(), observationSpace, encoder.size());
        mlp = false;
      }
      default -> throw new AssertionError(settings.kind());
    }
    ParameterLayout.Builder builder = new ParameterLayout.Builder();
    boolean ownDeviations =
        environment.actionSpace() instanceof Box
            && settings.standardDeviation() == StandardDeviation.STATE_DEPENDENT;
    int outputs =
        switch (environment.actionSpace()) {
          case Discrete discrete -> discrete.n();
          case Box box -> ownDeviations ? 2 * box.size() : box.size();
        };
    network =
        Network.append(
            builder,
            features == null ? encoder.size() : features.size(),
            mlp ? settings.hidden() : List.of(),
            outputs,
            settings.activation(),
            mlp);
    distribution =
        switch (environment.actionSpace()) {
          case Discrete discrete -> new Categorical(discrete.n());
          case Box box when ownDeviations -> new StateDependentGaussian(box.size());
          case Box box -> new DiagonalGaussian(box.size(), builder.add("logStd", 1, box.size()));
        };
    layout = builder.build();
    initialLogStandardDeviation = (float) settings.initialLogStandardDeviation();
    if (ownDeviations) {
      requireBetweenBounds(initialLogStandardDeviation);
    }
  }

  /**
   * The policy that a recipe asks for in an environment.
   *
   * @throws BelayException INVALID_REQUEST where the kind does not fit the environment's spaces
   */
  public static Policy of(Recipe recipe, EnvironmentSpec environment) {
    return new Policy(recipe.policy(), environment);
  }

  private static void requireDiscreteObservation(EnvironmentSpec environment) {
    if (!(environment.observationSpace() instanceof Discrete)) {
      throw BelayException.invalid(
          "a tabular policy needs discrete observations; use policy.kind=mlp or log-linear: policy.kind=tabular, environment.id="
              + environment.id());
    }
  }

  /** At a bound log σ would have no slope to leave it by. */
  private static void requireBetweenBounds(float initialLogStandardDeviation) {
    if (initialLogStandardDeviation <= StateDependentGaussian.LOWEST
        || initialLogStandardDeviation >= StateDependentGaussian.HIGHEST) {
      throw BelayException.invalid(
          "a state-dependent log standard deviation starts above %s and below %s; use for example 0.0: policy.initial-log-standard-deviation=%s"
              .formatted(
                  StateDependentGaussian.LOWEST,
                  StateDependentGaussian.HIGHEST,
                  initialLogStandardDeviation));
    }
  }

  private static @Nullable FeatureMap featureMap(
      FeatureSettings settings, Space space, int inputs) {
    return switch (settings.kind()) {
      case IDENTITY -> space instanceof Discrete ? null : new PolynomialFeatures(inputs, 1);
      case POLYNOMIAL -> new PolynomialFeatures(inputs, settings.order());
      case FOURIER -> {
        if (!(space instanceof Box box)) {
          throw BelayException.invalid(
              "Fourier features need box observations; use policy.features.kind=identity: policy.features.kind=fourier");
        }
        yield new FourierFeatures(box, settings.order());
      }
    };
  }

  public ParameterLayout layout() {
    return layout;
  }

  public Network network() {
    return network;
  }

  public ActionDistribution distribution() {
    return distribution;
  }

  public int observationSize() {
    return observationSpace.size();
  }

  public int actionSize() {
    return distribution.actionSize();
  }

  /**
   * Floats of noise that one sampled action needs: one uniform number or one standard normal for
   * each dimension.
   */
  public int noiseSize() {
    return distribution.noiseSize();
  }

  /** Draws one row's noise from a generator that stands at the row's place. */
  public void noise(Chance chance, float[] noise, int offset) {
    distribution.noise(chance, noise, offset);
  }

  /** Floats that the network reads for one observation. */
  public int inputSize() {
    return network.inputs();
  }

  /** Encodes observations; what critic networks read, and features are made of. */
  public ObservationEncoder encoder() {
    return encoder;
  }

  /** Whether the network reads something else than encoded observations. */
  public boolean hasFeatures() {
    return features != null;
  }

  /**
   * Turns encoded observations into what the network reads, where {@link #hasFeatures()}.
   *
   * @param encoded {@code [rows, encoder.size]} from {@code encodedAt}
   * @param out receives {@code [rows, inputSize]} from {@code outAt}
   */
  public void features(float[] encoded, int encodedAt, int rows, float[] out, int outAt) {
    if (features == null) {
      throw new IllegalStateException("this policy reads encoded observations: hasFeatures=false");
    }
    features.apply(encoded, encodedAt, rows, out, outAt);
  }

  /** Whether raw observations are what the network reads, so that they need no copy. */
  boolean readsRawObservations(Standardiser standardiser) {
    return features == null && encoder.passesThrough(standardiser);
  }

  /**
   * Initial parameters: orthogonal for a multi-layer perceptron, zero (the uniform policy) without
   * hidden layers and biases; the log standard deviations of continuous actions as the recipe says,
   * in every state but for what the orthogonal output weights add.
   *
   * @param seed the run's seed
   */
  public float[] initialParameters(long seed) {
    float[] parameters = new float[layout.size()];
    if (network.layers().getFirst().hasBias()) {
      network.initialise(parameters, OUTPUT_GAIN, new Chance(seed), 0);
    }
    switch (distribution) {
      case Categorical none -> {}
      case DiagonalGaussian gaussian -> {
        int at = gaussian.logStandardDeviationAt();
        Arrays.fill(parameters, at, at + gaussian.dimensions(), initialLogStandardDeviation);
      }
      case StateDependentGaussian gaussian ->
          setOutputs(
              parameters, gaussian.dimensions(), gaussian.headSize(), initialLogStandardDeviation);
    }
    return parameters;
  }

  /**
   * Gives the outputs [from, to) one value in every state: by the bias, by the weight of the
   * constant feature, or by the weights of every unit vector.
   */
  private void setOutputs(float[] parameters, int from, int to, float value) {
    Layer last = network.layers().getLast();
    int at = last.hasBias() ? last.biasAt() : last.weightsAt();
    int rows = last.hasBias() || features != null ? 1 : last.inputs();
    for (int row = 0; row < rows; row++) {
      int rowAt = at + row * last.outputs();
      Arrays.fill(parameters, rowAt + from, rowAt + to, value);
    }
  }

  /** A workspace for up to {@code maxRows} rows, for one thread. */
  public PolicyInference inference(int maxRows) {
    return new PolicyInference(this, maxRows);
  }
}

package io.belay.policy;

import io.belay.chance.Chance;
import io.belay.recipe.CriticSettings;
import io.belay.recipe.Recipe;
import io.belay.space.EnvironmentSpec;

/**
 * A state-value function V(s): a network over encoded observations with one output. It never leaves
 * the learner; its shape is here beside the policy's because both are read from checkpoints by
 * other processes.
 */
public final class Critic {
  private static final float OUTPUT_GAIN = 1f;

  /** Initialisation draws from tensors after any that a policy could have. */
  private static final int FIRST_TENSOR = 1 << 20;

  private final Network network;
  private final ParameterLayout layout;

  private Critic(CriticSettings settings, int inputs) {
    ParameterLayout.Builder builder = new ParameterLayout.Builder();
    network = Network.append(builder, inputs, settings.hidden(), 1, settings.activation(), true);
    layout = builder.build();
  }

  /** The critic that a recipe asks for in an environment. */
  public static Critic of(Recipe recipe, EnvironmentSpec environment) {
    return new Critic(
        recipe.critic(), new ObservationEncoder(environment.observationSpace()).size());
  }

  public Network network() {
    return network;
  }

  public ParameterLayout layout() {
    return layout;
  }

  /** Orthogonal initial parameters. */
  public float[] initialParameters(long seed) {
    float[] parameters = new float[layout.size()];
    network.initialise(parameters, OUTPUT_GAIN, new Chance(seed), FIRST_TENSOR);
    return parameters;
  }
}

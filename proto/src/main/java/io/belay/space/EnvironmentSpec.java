package io.belay.space;

import io.belay.error.BelayException;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a run knows of its environment: enough to shape a policy and to read trajectories, nothing
 * of its dynamics.
 *
 * @param id name and version, such as {@code CartPole-v1}
 * @param observationSpace what the policy sees
 * @param actionSpace what the policy chooses
 * @param maxEpisodeSteps time limit after which an episode is truncated; empty for none
 * @param rewardThreshold mean return from which the task counts as solved; empty where none is
 *     agreed
 * @param restorable whether the environment's state can be saved and restored, so that a lane can
 *     move between workers
 */
public record EnvironmentSpec(
    String id,
    Space observationSpace,
    Space actionSpace,
    OptionalInt maxEpisodeSteps,
    OptionalDouble rewardThreshold,
    boolean restorable) {

  public EnvironmentSpec {
    if (id.isBlank()) {
      throw BelayException.invalid("an environment has a name: id=\"" + id + "\"");
    }
    if (maxEpisodeSteps.isPresent() && maxEpisodeSteps.getAsInt() < 1) {
      throw BelayException.invalid(
          "a time limit is at least one step: environment=%s, maxEpisodeSteps=%d"
              .formatted(id, maxEpisodeSteps.getAsInt()));
    }
  }

  /** Floats in one observation. */
  public int observationSize() {
    return observationSpace.size();
  }

  /** Floats in one action. */
  public int actionSize() {
    return actionSpace.size();
  }
}

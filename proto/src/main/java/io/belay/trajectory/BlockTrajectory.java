package io.belay.trajectory;

import java.util.List;

/**
 * The fragments of one block's lanes in one iteration: T steps of B lanes, time-major.
 *
 * <p>Arrays are handed over: neither side writes to them after the record is made. A flag array has
 * one byte a step, 0 or 1. Both end flags may be 1; {@code terminated} then wins and no final
 * observation is recorded.
 *
 * @param shape sizes of everything below
 * @param observations what the policy saw before each action, {@code [T, B, observationSize]}
 * @param actions what the policy chose, {@code [T, B, actionSize]}
 * @param behaviourLogProbabilities log π of the chosen actions under the policy that sampled,
 *     {@code [T, B]}
 * @param rewards rₜ₊₁ at index t, {@code [T, B]}
 * @param terminated whether the step ended the episode inside the MDP, {@code [T, B]}
 * @param truncated whether the step ended the episode from outside, by a time limit or the
 *     environment, {@code [T, B]}
 * @param finalObservations observation that followed each step truncated and not terminated, in
 *     ascending (t, lane) order, {@code [F, observationSize]}
 * @param nextObservations observation from which each lane's next fragment starts, already
 *     restarted where the last step ended an episode, {@code [B, observationSize]}
 * @param episodes episodes that ended within the fragments, in ascending (t, lane) order
 * @param carries where each lane stands after the last step, in lane order, B of them
 */
public record BlockTrajectory(
    BlockShape shape,
    float[] observations,
    float[] actions,
    float[] behaviourLogProbabilities,
    float[] rewards,
    byte[] terminated,
    byte[] truncated,
    float[] finalObservations,
    float[] nextObservations,
    List<EpisodeEnd> episodes,
    List<LaneCarry> carries) {

  public BlockTrajectory {
    episodes = List.copyOf(episodes);
    carries = List.copyOf(carries);
    shape.requireSizes(
        observations,
        actions,
        behaviourLogProbabilities,
        rewards,
        terminated,
        truncated,
        finalObservations,
        nextObservations);
    shape.requireLaneCount("carries", carries.size());
    shape.requireFinalObservations(terminated, truncated, finalObservations);
  }
}

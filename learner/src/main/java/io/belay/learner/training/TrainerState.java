package io.belay.learner.training;

import io.belay.learner.algorithm.OptimizerState;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicySnapshot;
import java.util.Optional;

/**
 * Everything that decides the rest of a run's parameters, between two iterations. Arrays are copies
 * and never written again.
 *
 * @param version policy version, equal to the number of iterations done
 * @param actor the policy's parameters
 * @param critic the critic's parameters
 * @param optimizer the optimizers' state
 * @param normaliser observation statistics of the version
 * @param rewards reward statistics; they are no part of the version
 * @param behaviourPolicy the policy that samples the next batch where it is not this version, but
 *     in a pipeline the one before; with its own statistics
 */
public record TrainerState(
    long version,
    float[] actor,
    float[] critic,
    OptimizerState optimizer,
    NormaliserStatistics normaliser,
    RewardStatistics rewards,
    Optional<PolicySnapshot> behaviourPolicy) {}

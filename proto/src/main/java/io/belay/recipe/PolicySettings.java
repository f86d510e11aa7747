package io.belay.recipe;

import static io.belay.recipe.Keys.INITIAL_LOG_STANDARD_DEVIATION;
import static io.belay.recipe.Keys.POLICY_HIDDEN;

import io.belay.kernel.Activation;
import java.util.List;

/**
 * The policy that is trained.
 *
 * <p>A component that the kind does not use has no effect, so that {@code policy.kind} can be
 * changed alone.
 *
 * @param kind class of functions the policy is chosen from
 * @param hidden units of each hidden layer of an MLP, from the observation on; empty for a linear
 *     map
 * @param activation after each hidden layer of an MLP
 * @param features of a log-linear policy
 * @param standardDeviation what the standard deviations of continuous actions depend on
 * @param initialLogStandardDeviation natural logarithm of every action component's standard
 *     deviation at the start, in [−20, 5]; for continuous actions
 * @param normaliseObservations whether observations are shifted and scaled by the running mean and
 *     standard deviation
 */
public record PolicySettings(
    PolicyKind kind,
    List<Integer> hidden,
    Activation activation,
    FeatureSettings features,
    StandardDeviation standardDeviation,
    double initialLogStandardDeviation,
    boolean normaliseObservations) {

  public PolicySettings {
    hidden = List.copyOf(hidden);
    Violation.refuse(
        new Violation.Collector()
            .require(POLICY_HIDDEN.allows(hidden), POLICY_HIDDEN.violation(hidden.toString()))
            .check(INITIAL_LOG_STANDARD_DEVIATION, initialLogStandardDeviation)
            .all());
  }
}

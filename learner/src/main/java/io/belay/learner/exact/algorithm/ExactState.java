package io.belay.learner.exact.algorithm;

/**
 * An exact run between two iterations. Arrays are handed over and never written again.
 *
 * @param iteration T, iterations done
 * @param parameters logits, log-probabilities or probabilities, {@code [states, actions]}
 * @param tallies what the algorithm's guarantee needs to know of the iterations so far
 */
public record ExactState(int iteration, double[] parameters, double[] tallies) {}

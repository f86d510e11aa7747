package io.belay.learner.run;

/**
 * How well the run's last policy does, as {@code summary.json} has it.
 *
 * @param distribution the evaluation distribution: {@code rho}, the environment's own starts
 * @param episodes episodes played, at least 1
 * @param deterministic whether the most probable action was taken rather than a sampled one
 * @param returnMean mean undiscounted return
 * @param returnStd its standard deviation over the episodes
 */
public record EvaluationFigures(
    String distribution,
    int episodes,
    boolean deterministic,
    double returnMean,
    double returnStd) {}

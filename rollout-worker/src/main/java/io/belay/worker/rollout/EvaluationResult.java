package io.belay.worker.rollout;

/**
 * What a policy achieved over complete episodes that started from ρ.
 *
 * @param episodes number of episodes, at least 1
 * @param deterministic whether the likeliest action was taken rather than a sampled one
 * @param returnMean mean undiscounted return
 * @param returnStd population standard deviation of the returns
 * @param returns undiscounted return of each episode, {@code [episodes]}
 * @param lengthMean mean number of steps
 */
public record EvaluationResult(
    int episodes,
    boolean deterministic,
    double returnMean,
    double returnStd,
    double[] returns,
    double lengthMean) {

  static EvaluationResult of(boolean deterministic, double[] returns, long steps) {
    double sum = 0;
    for (double episodeReturn : returns) {
      sum += episodeReturn;
    }
    double mean = sum / returns.length;
    double squares = 0;
    for (double episodeReturn : returns) {
      squares += (episodeReturn - mean) * (episodeReturn - mean);
    }
    return new EvaluationResult(
        returns.length,
        deterministic,
        mean,
        Math.sqrt(squares / returns.length),
        returns,
        (double) steps / returns.length);
  }
}

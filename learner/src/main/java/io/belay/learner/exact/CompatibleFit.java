package io.belay.learner.exact;

/**
 * Compatible function approximation: w* = argmin E_{d_μ} E_π (A(s, a) − w·∇log π(a|s))², of all
 * such the shortest. Lemma 11.1.
 *
 * @param weights w*, {@code [parameters]}
 * @param error the minimum, the mean squared error of the fit
 */
public record CompatibleFit(double[] weights, double error) {

  /**
   * Fits a target by scores as a least-squares problem, of which the Fisher matrix is the normal
   * one; it is not formed here.
   *
   * @param policy π_θ
   * @param scores ∇log π_θ
   * @param visitation d_μ^{π_θ}, {@code [states]}
   * @param target such as A^{π_θ}, {@code [states, actions]}
   */
  public static CompatibleFit of(
      TabularPolicy policy, Scores scores, double[] visitation, double[] target) {
    int d = scores.parameters();
    double[] rows = new double[scores.pairs() * d];
    double[] right = new double[scores.pairs()];
    for (int pair = 0; pair < right.length; pair++) {
      int s = pair / policy.actions();
      double root = Math.sqrt(visitation[s] * policy.probability(s, pair % policy.actions()));
      right[pair] = root * target[pair];
      for (int j = 0; j < d; j++) {
        rows[pair * d + j] = root * scores.entry(pair, j);
      }
    }
    double[] weights = SingularValues.of(right.length, d, rows).pseudoinverseTimes(right);
    double error = 0;
    for (int pair = 0; pair < right.length; pair++) {
      double difference = right[pair];
      for (int j = 0; j < d; j++) {
        difference -= rows[pair * d + j] * weights[j];
      }
      error += difference * difference;
    }
    return new CompatibleFit(weights, error);
  }
}

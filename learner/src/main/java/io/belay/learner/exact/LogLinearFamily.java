package io.belay.learner.exact;

import io.belay.error.BelayException;

/**
 * Log-linear policies, π_θ(a|s) ∝ exp(θ·φ(s, a)).
 *
 * <pre>
 *   ∇log π(a|s) = φ(s, a) − Σ_a′ π(a′|s) φ(s, a′)
 * </pre>
 *
 * @param states |S|
 * @param actions |A|
 * @param parameters d
 * @param features φ, {@code [states · actions, parameters]}, handed over
 */
public record LogLinearFamily(int states, int actions, int parameters, double[] features)
    implements PolicyFamily {

  public LogLinearFamily {
    if (features.length != states * actions * parameters) {
      throw BelayException.invalid(
          "features have a row for each pair: entries=%d, states=%d, actions=%d, parameters=%d"
              .formatted(features.length, states, actions, parameters));
    }
  }

  @Override
  public TabularPolicy policy(double[] theta) {
    double[] logits = new double[states * actions];
    for (int pair = 0; pair < logits.length; pair++) {
      for (int j = 0; j < parameters; j++) {
        logits[pair] += features[pair * parameters + j] * theta[j];
      }
    }
    return TabularPolicy.softmax(states, actions, logits);
  }

  @Override
  public Scores scores(double[] theta) {
    TabularPolicy policy = policy(theta);
    double[] rows = features.clone();
    for (int s = 0; s < states; s++) {
      double[] mean = new double[parameters];
      for (int a = 0; a < actions; a++) {
        Sums.addRow(mean, policy.probability(s, a), features, s * actions + a);
      }
      for (int a = 0; a < actions; a++) {
        for (int j = 0; j < parameters; j++) {
          rows[(s * actions + a) * parameters + j] -= mean[j];
        }
      }
    }
    return new Scores(states * actions, parameters, rows);
  }
}

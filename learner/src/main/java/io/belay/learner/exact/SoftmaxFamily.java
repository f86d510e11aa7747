package io.belay.learner.exact;

/**
 * Tabular softmax, π_θ(a|s) ∝ exp(θ(s, a)).
 *
 * <pre>
 *   ∂ log π(a|s)/∂θ(s′, a′) = 1[s = s′](1[a = a′] − π(a′|s))
 * </pre>
 *
 * @param states |S|
 * @param actions |A|
 */
public record SoftmaxFamily(int states, int actions) implements PolicyFamily {

  @Override
  public int parameters() {
    return states * actions;
  }

  @Override
  public TabularPolicy policy(double[] theta) {
    return TabularPolicy.softmax(states, actions, theta);
  }

  @Override
  public Scores scores(double[] theta) {
    TabularPolicy policy = policy(theta);
    int pairs = parameters();
    double[] rows = Scores.room(pairs, pairs);
    for (int s = 0; s < states; s++) {
      for (int a = 0; a < actions; a++) {
        int pair = s * actions + a;
        for (int other = 0; other < actions; other++) {
          rows[pair * pairs + s * actions + other] =
              (a == other ? 1 : 0) - policy.probability(s, other);
        }
      }
    }
    return new Scores(pairs, pairs, rows);
  }
}

package io.belay.worker.environment.finite;

import io.belay.chance.WeightedChoice;
import io.belay.mdp.FiniteMdp;
import io.belay.worker.environment.EnumerableEnvironment;
import io.belay.worker.environment.Outcome;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A walk through a {@link FiniteMdp}. State and observation: the number of the state.
 *
 * <p>A start is drawn from ρ with one uniform number; what follows a pair (s, a) is transition k
 * with Σ_{j<k} pⱼ ≤ u < Σ_{j≤k} pⱼ for one uniform u, where more than one can follow.
 */
final class FiniteMdpEnvironment implements EnumerableEnvironment {
  private final FiniteMdp mdp;
  private final WeightedChoice starts;
  private final float[] observation = new float[1];
  private int state;

  /**
   * @param starts ρ, shared by all instances of one MDP
   */
  FiniteMdpEnvironment(FiniteMdp mdp, WeightedChoice starts) {
    this.mdp = mdp;
    this.starts = starts;
  }

  @Override
  public float[] reset(RandomGenerator random) {
    return enter(starts.index(random.nextDouble()));
  }

  @Override
  public float[] step(float[] action, RandomGenerator random, Outcome outcome) {
    int transition = transition((int) action[0], random);
    outcome.set(mdp.reward(transition), mdp.terminated(transition));
    return enter(mdp.next(transition));
  }

  private int transition(int action, RandomGenerator random) {
    int first = mdp.begin(state, action);
    int last = mdp.end(state, action) - 1;
    if (first == last) {
      return first;
    }
    double u = random.nextDouble();
    double cumulative = 0;
    for (int k = first; k < last; k++) {
      cumulative += mdp.probability(k);
      if (u < cumulative) {
        return k;
      }
    }
    // Also where the sum of all probabilities is rounded to a little less than u.
    return last;
  }

  @Override
  public int stateSize() {
    return 1;
  }

  @Override
  public void saveState(double[] states, int offset) {
    states[offset] = state;
  }

  @Override
  public float[] restoreState(double[] states, int offset) {
    double restored = states[offset];
    if (!(restored >= 0 && restored < mdp.states()) || restored != Math.rint(restored)) {
      throw new IllegalArgumentException(
          "a state's number counts from 0 and is below the number of states: state=%s, states=%d"
              .formatted(restored, mdp.states()));
    }
    return enter((int) restored);
  }

  @Override
  public double[][] startStates() {
    double[] uniform = mdp.uniformStart();
    double[][] states = new double[mdp.states()][];
    int count = 0;
    for (int s = 0; s < uniform.length; s++) {
      if (uniform[s] > 0) {
        states[count++] = new double[] {s};
      }
    }
    return Arrays.copyOf(states, count);
  }

  private float[] enter(int next) {
    state = next;
    observation[0] = next;
    return observation;
  }
}

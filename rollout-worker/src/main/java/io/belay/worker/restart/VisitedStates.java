package io.belay.worker.restart;

import io.belay.error.BelayException;
import io.belay.worker.environment.RestorableEnvironment;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * One lane's memory of states it visited: a uniform sample without replacement of all states
 * offered so far.
 *
 * <p>Reservoir sampling: the first {@code capacity} states are kept; the n-th after that replaces a
 * random one with probability capacity ÷ n. Vitter, <a
 * href="https://doi.org/10.1145/3147.3165">Random Sampling with a Reservoir</a>, algorithm R.
 */
public final class VisitedStates {
  private final int capacity;
  private final int stateSize;
  private final double[] states;
  private long count;

  /**
   * @param capacity states remembered at most; 0 for a lane that remembers nothing
   * @param stateSize doubles in a state
   */
  public VisitedStates(int capacity, int stateSize) {
    this.capacity = capacity;
    this.stateSize = stateSize;
    try {
      states = new double[Math.multiplyExact(capacity, stateSize)];
    } catch (ArithmeticException e) {
      throw BelayException.invalid(
          "a lane's visited states fit into one array; use a smaller sampling.restart.capacity: capacity=%d, stateSize=%d"
              .formatted(capacity, stateSize));
    }
  }

  /**
   * Offers the state that the environment is in.
   *
   * @param random positioned generator; drawn from once the reservoir is full
   */
  public void offer(RestorableEnvironment environment, RandomGenerator random) {
    count++;
    if (count <= capacity) {
      environment.saveState(states, (int) (count - 1) * stateSize);
      return;
    }
    long index = (long) (random.nextDouble() * count);
    if (index < capacity) {
      environment.saveState(states, (int) index * stateSize);
    }
  }

  /**
   * Puts the environment into one of the remembered states, each equally likely; there must be one.
   */
  float[] restore(RestorableEnvironment environment, RandomGenerator random) {
    return environment.restoreState(states, (int) (random.nextDouble() * size()) * stateSize);
  }

  /** States remembered at present. */
  public int size() {
    return (int) Math.min(count, capacity);
  }

  /** States offered so far. */
  public long count() {
    return count;
  }

  /** A copy of the remembered states, {@code [size, stateSize]}. */
  public double[] toArray() {
    return Arrays.copyOf(states, size() * stateSize);
  }

  /**
   * Takes over another memory of the same capacity.
   *
   * @param remembered as from {@link #toArray}
   * @param offered as from {@link #count}
   * @throws BelayException INVALID_REQUEST where the two do not fit each other or this memory
   */
  public void restore(double[] remembered, long offered) {
    if (offered < 0 || remembered.length != (int) Math.min(offered, capacity) * stateSize) {
      throw BelayException.invalid(
          "visited states fit the lane's memory: visitedStates=%d, visitedCount=%d, capacity=%d, stateSize=%d"
              .formatted(remembered.length, offered, capacity, stateSize));
    }
    System.arraycopy(remembered, 0, states, 0, remembered.length);
    count = offered;
  }
}

package io.belay.coordinator.lease;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many blocks each worker should hold: its proportional quota, rounded down or up.
 *
 * <pre>
 *   quotaᵢ = blocks · weightᵢ / Σ weight,     shareᵢ ∈ {⌊quotaᵢ⌋, ⌈quotaᵢ⌉},     Σ share = blocks
 * </pre>
 *
 * <p>A worker's weight is its measured speed. One that has not been measured counts as its slots
 * times the mean speed per slot of those that have, and simply as its slots where none has.
 *
 * <p>Who is rounded up: first those that hold more than their floor already, so that the fewest
 * blocks move; then by largest remainder; then by name.
 */
final class Shares {
  // Absorbs the rounding error of quotas that are whole numbers, so that 4 · (1/3 + 2/3) has no
  // remainder.
  private static final double TOLERANCE = 1e-9;

  private final Map<String, Integer> shares;
  private final Map<String, Double> weights;

  private Shares(Map<String, Integer> shares, Map<String, Double> weights) {
    this.shares = shares;
    this.weights = weights;
  }

  /**
   * @param held how many blocks each worker holds now
   */
  static Shares of(int blocks, List<WorkerCapacity> workers, Map<String, Integer> held) {
    Map<String, Double> weights = weights(workers);
    double total = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<String, Integer> shares = new TreeMap<>();
    List<Candidate> candidates = new ArrayList<>();
    int left = blocks;
    for (Map.Entry<String, Double> entry : weights.entrySet()) {
      double quota = blocks * entry.getValue() / total;
      int floor = (int) Math.floor(quota + TOLERANCE);
      shares.put(entry.getKey(), floor);
      left -= floor;
      double remainder = Math.max(0, quota - floor);
      if (remainder > TOLERANCE) {
        boolean holdsMore = held.getOrDefault(entry.getKey(), 0) > floor;
        candidates.add(new Candidate(entry.getKey(), holdsMore, remainder));
      }
    }
    candidates.sort(Candidate.ORDER);
    candidates.stream().limit(left).forEach(c -> shares.merge(c.workerId(), 1, Integer::sum));
    return new Shares(shares, weights);
  }

  int of(String workerId) {
    return shares.getOrDefault(workerId, 0);
  }

  double weight(String workerId) {
    return weights.getOrDefault(workerId, 0.0);
  }

  private static Map<String, Double> weights(List<WorkerCapacity> workers) {
    double speed = 0;
    int slots = 0;
    for (WorkerCapacity worker : workers) {
      if (worker.measured()) {
        speed += worker.stepsPerSecond();
        slots += worker.slots();
      }
    }
    double speedPerSlot = slots == 0 ? 1 : speed / slots;
    Map<String, Double> weights = new TreeMap<>();
    for (WorkerCapacity worker : workers) {
      weights.put(
          worker.workerId(),
          worker.measured() ? worker.stepsPerSecond() : worker.slots() * speedPerSlot);
    }
    return weights;
  }

  private record Candidate(String workerId, boolean holdsMore, double remainder) {
    static final Comparator<Candidate> ORDER =
        Comparator.comparing(Candidate::holdsMore)
            .thenComparing(Candidate::remainder)
            .reversed()
            .thenComparing(Candidate::workerId);
  }
}

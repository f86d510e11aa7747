package io.belay.coordinator.run;

import java.util.List;

/**
 * Where everything stands.
 *
 * @param runs in the order of submission; of those that are over, the last ones
 * @param workers who is registered, by name
 * @param learnerAddress where workers reach the learner; empty while it is absent
 * @param bookAwaited whether the learner has yet to tell its book, so that runs may be missing
 */
public record Overview(
    List<RunSummary> runs,
    List<WorkerSummary> workers,
    String learnerAddress,
    boolean bookAwaited) {
  public Overview {
    runs = List.copyOf(runs);
    workers = List.copyOf(workers);
  }
}

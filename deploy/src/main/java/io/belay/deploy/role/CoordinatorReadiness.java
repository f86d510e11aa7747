package io.belay.deploy.role;

import io.belay.coordinator.page.Readiness;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunListener;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator is ready as any control node is, unless a run that its process was started with is
 * not taken on: then the process does not do what its arguments say, and whoever rolled it out has
 * to see that. How a run goes makes no difference; a coordinator without workers does its part.
 */
final class CoordinatorReadiness implements Readiness, RunListener {
  private final Readiness node;
  private final Set<String> runs;
  private volatile boolean active;
  private volatile @Nullable String refusal;

  /**
   * Of a process.
   *
   * @param node whether it is in the cluster
   * @param runs names of those that it was started with
   */
  CoordinatorReadiness(Readiness node, Set<String> runs) {
    this.node = node;
    this.runs = Set.copyOf(runs);
  }

  @Override
  public void onEvent(RunEvent event) {
    // What is refused at once is told to whoever submitted it, which need not be this process.
    if (event instanceof RunEvent.SubmissionRefused refused
        && refused.accepted()
        && runs.contains(refused.runId())) {
      notTakenOn(refused.message());
    }
  }

  /** A run that the process was started with is not taken on, in one sentence why. */
  void notTakenOn(String why) {
    refusal = why;
  }

  /** This coordinator is the active one from now on, and nothing has been refused. */
  void becomesActive() {
    refusal = null;
    active = true;
  }

  /** Another coordinator is active, or none yet: its refusals are its own. */
  void standsBy() {
    active = false;
  }

  @Override
  public Optional<String> obstacle() {
    return node.obstacle().or(() -> active ? Optional.ofNullable(refusal) : Optional.empty());
  }
}

package io.belay.coordinator.page;

import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunListener;
import io.belay.coordinator.run.RunPhase;
import io.belay.coordinator.run.RunState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ready while the run is worked on, and after it has ended well. A run without blocks, of an exact
 * algorithm, is worked on without workers.
 */
public final class RunReadiness implements Readiness, RunListener {
  private volatile @Nullable RunState state;
  private volatile boolean sampled;
  private volatile boolean held;

  @Override
  public void onEvent(RunEvent event) {
    if (event instanceof RunEvent.Submitted submitted) {
      sampled = submitted.blocks() > 0;
      held = false;
    } else if (event instanceof RunEvent.PhaseChanged changed) {
      state = changed.state();
    } else if (event instanceof RunEvent.LeasesChanged leases) {
      held = leases.held() > 0;
    }
  }

  @Override
  public Optional<String> obstacle() {
    RunState now = state;
    if (now == null) {
      return Optional.of("no run has been submitted");
    }
    if (now.phase() == RunPhase.RUNNING && sampled && !held) {
      return Optional.of("no worker holds a block: run=" + now.runId());
    }
    return switch (now.phase()) {
      case RUNNING, STOPPING, COMPLETED, STOPPED -> Optional.empty();
      case WAITING_FOR_WORKERS, STARTING, WAITING_FOR_LEARNER, FAILED -> Optional.of(describe(now));
    };
  }

  private static String describe(RunState state) {
    String reason = state.detail().isEmpty() ? "" : ": " + state.detail();
    return "run=%s, state=%s, since=%s%s"
        .formatted(state.runId(), state.phase(), state.since(), reason);
  }
}

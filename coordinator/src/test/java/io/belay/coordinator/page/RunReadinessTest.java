package io.belay.coordinator.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.coordinator.run.LeaseCause;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunPhase;
import io.belay.coordinator.run.RunState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunReadinessTest {
  private final RunReadiness readiness = new RunReadiness();

  @Test
  void nothingSubmittedIsNotReady() {
    assertThat(readiness.obstacle()).contains("no run has been submitted");
  }

  @Test
  void runIsReadyOnceAWorkerHoldsABlockOfIt() {
    submit(4);
    enter(RunPhase.WAITING_FOR_WORKERS, "workers=0, wanted=2");
    assertThat(readiness.obstacle())
        .hasValueSatisfying(reason ->
            assertThat(reason)
                .contains("run=r, state=WAITING_FOR_WORKERS")
                .endsWith("workers=0, wanted=2"));

    enter(RunPhase.RUNNING, "");
    assertThat(readiness.obstacle()).contains("no worker holds a block: run=r");

    readiness.onEvent(new RunEvent.LeasesChanged("r", LeaseCause.RUN_STARTED, 4, 4));
    assertThat(readiness.obstacle()).isEmpty();

    readiness.onEvent(new RunEvent.LeasesChanged("r", LeaseCause.WORKER_GONE, 0, 0));
    assertThat(readiness.obstacle()).isPresent();
  }

  @Test
  void runWithoutBlocksNeedsNobodyToHoldOne() {
    submit(0);
    enter(RunPhase.RUNNING, "");
    assertThat(readiness.obstacle()).isEmpty();
  }

  @Test
  void completedRunIsReadyAndAFailedOneSaysWhy() {
    enter(RunPhase.COMPLETED, "");
    assertThat(readiness.obstacle()).isEmpty();

    enter(RunPhase.FAILED, "the environment threw");
    assertThat(readiness.obstacle())
        .hasValueSatisfying(reason -> assertThat(reason).endsWith("the environment threw"));
  }

  private void submit(int blocks) {
    readiness.onEvent(new RunEvent.Submitted("r", "recipe", "CartPole-v1", "ppo", blocks, 1));
  }

  private void enter(RunPhase phase, String detail) {
    readiness.onEvent(new RunEvent.PhaseChanged(new RunState("r", phase, Instant.EPOCH, detail)));
  }
}

package io.belay.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStateTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  /** Which phase may follow which; written out here a second time on purpose. */
  private static final Map<RunPhase, Set<RunPhase>> LEGAL =
      Map.of(
          RunPhase.WAITING_FOR_WORKERS,
          EnumSet.of(
              RunPhase.STARTING,
              RunPhase.RUNNING,
              RunPhase.WAITING_FOR_LEARNER,
              RunPhase.COMPLETED,
              RunPhase.STOPPED,
              RunPhase.FAILED),
          RunPhase.STARTING,
          EnumSet.of(
              RunPhase.RUNNING,
              RunPhase.WAITING_FOR_LEARNER,
              RunPhase.STOPPING,
              RunPhase.COMPLETED,
              RunPhase.STOPPED,
              RunPhase.FAILED),
          RunPhase.RUNNING,
          EnumSet.of(
              RunPhase.WAITING_FOR_LEARNER,
              RunPhase.STOPPING,
              RunPhase.COMPLETED,
              RunPhase.STOPPED,
              RunPhase.FAILED),
          RunPhase.WAITING_FOR_LEARNER,
          EnumSet.of(
              RunPhase.WAITING_FOR_WORKERS,
              RunPhase.STARTING,
              RunPhase.RUNNING,
              RunPhase.COMPLETED,
              RunPhase.STOPPED,
              RunPhase.FAILED),
          RunPhase.STOPPING,
          EnumSet.of(RunPhase.COMPLETED, RunPhase.STOPPED, RunPhase.FAILED));

  @ParameterizedTest
  @EnumSource
  void phaseLeadsOnlyToItsSuccessors(RunPhase from) {
    RunState state = new RunState("r", from, START, "");
    for (RunPhase to : RunPhase.values()) {
      if (LEGAL.getOrDefault(from, Set.of()).contains(to)) {
        assertThat(state.advance(to, START, "").phase()).isEqualTo(to);
      } else {
        assertThatThrownBy(() -> state.advance(to, START, ""))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("from=" + from + ", to=" + to);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void terminalPhasesAreThoseThatLeadNowhere(RunPhase phase) {
    assertThat(phase.terminal()).isEqualTo(!LEGAL.containsKey(phase));
  }

  @Test
  void transitionKeepsTheRunAndNotesTimeAndReason() {
    Instant later = START.plusSeconds(5);

    assertThat(RunState.submitted("r", START).advance(RunPhase.FAILED, later, "no worker came"))
        .isEqualTo(new RunState("r", RunPhase.FAILED, later, "no worker came"));
  }
}

package io.belay.coordinator.page.live;

import static io.belay.coordinator.page.live.Told.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.belay.control.PolicyTable;
import io.belay.coordinator.page.history.Curve;
import io.belay.coordinator.run.LeaseCause;
import io.belay.coordinator.run.RecordedRun;
import io.belay.coordinator.run.RunEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveRunTest {
  private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

  private final LiveRun run = new LiveRun(InstantSource.fixed(NOW));

  @Test
  void aWatcherIsToldEverythingFirstAndThenWhatHasChanged() {
    RecordedRun.events().forEach(run::onEvent);

    Change first = run.since(Mark.NOTHING);
    assertThat(first.fresh()).isTrue();
    assertThat(first.curves().size()).isEqualTo(2);
    assertThat(run.changedSince(first.mark())).isFalse();

    run.onEvent(new RunEvent.WorkerReported("w1", RecordedRun.heartbeat(0.5)));

    assertThat(run.changedSince(first.mark())).isTrue();
    Change second = run.since(first.mark());
    assertThat(second.fresh()).isFalse();
    assertThat(second.allWorkers()).isFalse();
    assertThat(second.workers()).singleElement().extracting(WorkerRow::idleRatio).isEqualTo(0.5);
    assertThat(second.lines()).isEmpty();
  }

  @Test
  void whatWatchersAreToldAddsUpToTheWholeHoweverOftenTheyAsk() {
    run.onEvent(Told.submitted("CartPole-v1"));
    List<Double> often = new ArrayList<>();
    List<Double> seldom = new ArrayList<>();
    Mark oftenKnown = Mark.NOTHING;
    Mark seldomKnown = Mark.NOTHING;
    int iterations = 5 * RunCurves.POINTS;
    for (int i = 0; i < iterations; i++) {
      run.onEvent(Told.iteration(i, Map.of("klMean", (double) i)));
      if (i % 7 == 0) {
        oftenKnown = follow(often, oftenKnown);
      }
      if (i % 1733 == 0) {
        seldomKnown = follow(seldom, seldomKnown);
      }
    }
    follow(often, oftenKnown);
    follow(seldom, seldomKnown);

    // 5000 iterations are 625 points of 8; the first has the mean of 0 … 7.
    assertThat(often).hasSize(625).startsWith(3.5, 11.5);
    assertThat(often).isEqualTo(seldom).isEqualTo(told(run.since(Mark.NOTHING)));
  }

  private Mark follow(List<Double> known, Mark mark) {
    Change change = run.since(mark);
    while (known.size() > change.curves().from()) {
      known.removeLast();
    }
    known.addAll(told(change));
    return change.mark();
  }

  private static List<Double> told(Change change) {
    Curve curve = change.curves().curves().get("klMean");
    assertThat(curve).isNotNull();
    List<Double> values = new ArrayList<>();
    for (double value : curve.means()) {
      values.add(value);
    }
    return values;
  }

  @Test
  void aWorkerPassesFromAvailableToWhatBecomesOfIt() {
    run.onEvent(new RunEvent.WorkerJoined("a", 2, 1));
    run.onEvent(new RunEvent.WorkerJoined("b", 2, 2));
    run.onEvent(new RunEvent.WorkerJoined("c", 2, 3));
    run.onEvent(new RunEvent.BlocksHeld(RUN, Map.of("a", 2, "b", 1, "c", 1)));
    run.onEvent(new RunEvent.WorkerDraining("b", "scale-in"));
    run.onEvent(new RunEvent.WorkerLeft("b", 2));
    run.onEvent(new RunEvent.WorkerLost("c", "silent", 1));
    run.onEvent(new RunEvent.BlocksHeld(RUN, Map.of("a", 4)));

    assertThat(run.since(Mark.NOTHING).workers())
        .extracting(WorkerRow::workerId, WorkerRow::state, WorkerRow::blocks)
        .containsExactly(
            tuple("a", WorkerState.AVAILABLE, 4),
            tuple("b", WorkerState.LEFT, 0),
            tuple("c", WorkerState.LOST, 0));

    run.onEvent(new RunEvent.WorkerJoined("c", 1, 2));

    assertThat(run.since(Mark.NOTHING).workers().getLast().state())
        .isEqualTo(WorkerState.AVAILABLE);
  }

  @Test
  void aWorkersLagIsThatOfTheMomentItTold() {
    run.onEvent(Told.submitted("CartPole-v1"));
    run.onEvent(new RunEvent.WorkerJoined("a", 2, 1));
    run.onEvent(Told.iteration(4, Map.of()));
    run.onEvent(new RunEvent.WorkerReported("a", RecordedRun.heartbeat(0)));
    run.onEvent(Told.iteration(99, Map.of()));

    // Version 5 was the newest when the worker told that it had version 2.
    assertThat(run.since(Mark.NOTHING).workers().getFirst().policyLag()).isEqualTo(3);
  }

  @Test
  void workersThatWentAreForgottenWhenThereAreMany() {
    Mark before = run.since(Mark.NOTHING).mark();
    for (int i = 0; i < 2 * WorkerRows.MOST; i++) {
      run.onEvent(new RunEvent.WorkerJoined("w" + i, 1, 1));
      run.onEvent(new RunEvent.WorkerLost("w" + i, "silent", 0));
    }
    assertThat(run.since(Mark.NOTHING).workers()).hasSize(WorkerRows.MOST_GONE);
    assertThat(run.since(before).allWorkers()).isTrue();

    for (int i = 0; i < 2 * WorkerRows.MOST; i++) {
      run.onEvent(new RunEvent.WorkerJoined("x" + i, 1, i + 1));
    }
    assertThat(run.since(Mark.NOTHING).workers())
        .hasSize(WorkerRows.MOST)
        .allMatch(row -> row.state() == WorkerState.AVAILABLE);
  }

  @Test
  void frequentEventsDoNotDriveOutRareOnes() {
    run.onEvent(new RunEvent.WorkerLost("c", "silent", 1));
    for (int i = 0; i < 1000; i++) {
      run.onEvent(new RunEvent.Checkpoint(RUN, i, true, ""));
    }

    List<RunLine> lines = run.since(Mark.NOTHING).lines();
    assertThat(lines).hasSize(1 + RunLines.MOST_OF_A_KIND);
    assertThat(lines.getFirst().text()).isEqualTo("c was lost: silent");
    assertThat(lines.getLast().text()).isEqualTo("Checkpoint of iteration 999");
  }

  @Test
  void anEventThatRepeatsIsCounted() {
    for (int i = 0; i < 5; i++) {
      run.onEvent(new RunEvent.BlockRefused(RUN, i, "w1", "stale"));
    }
    Change known = run.since(Mark.NOTHING);
    assertThat(known.lines()).singleElement().extracting(RunLine::times).isEqualTo(5);

    run.onEvent(new RunEvent.BlockRefused(RUN, 9, "w1", "stale"));

    RunLine again = run.since(known.mark()).lines().getFirst();
    assertThat(again.times()).isEqualTo(6);
    assertThat(again.number()).isEqualTo(known.lines().getFirst().number());
  }

  @Test
  void aTextIsCutWhereItIsLong() {
    run.onEvent(new RunEvent.WorkerLost("c", "x".repeat(10_000), 1));

    assertThat(run.since(Mark.NOTHING).lines().getFirst().text()).hasSize(400).endsWith("…");
  }

  @Test
  void anotherRunBeginsAnew() {
    RecordedRun.events().forEach(run::onEvent);
    Mark known = run.since(Mark.NOTHING).mark();
    run.onEvent(Told.submitted("CartPole-v1"));

    Change change = run.since(known);
    assertThat(change.fresh()).isTrue();
    assertThat(change.curves().size()).isZero();
    assertThat(change.card()).isNotNull().extracting(RunCard::refused).isEqualTo(0L);
    // Workers serve all runs, and stay.
    assertThat(change.workers()).isNotEmpty();
  }

  @Test
  void aPolicyIsDrawnOnItsOwnGridAlone() {
    run.onEvent(Told.submitted("FrozenLake-v1"));
    run.onEvent(new RunEvent.PolicyEvaluated(RUN, table(9, 4)));
    assertThat(run.since(Mark.NOTHING).table()).isNull();

    run.onEvent(new RunEvent.PolicyEvaluated(RUN, table(16, 4)));
    Change change = run.since(Mark.NOTHING);
    assertThat(change.table()).isNotNull();
    assertThat(change.grid()).isNotNull().extracting("rows", "columns").containsExactly(4, 4);
    assertThat(run.since(change.mark()).table()).as("it is known already").isNull();
  }

  @Test
  void anEnvironmentThatCannotBeIsNoReasonToFail() {
    run.onEvent(Told.submitted("gridworld:99999x99999"));

    assertThat(run.since(Mark.NOTHING).grid()).isNull();
  }

  @Test
  void leasesThatMoveAreALine() {
    run.onEvent(new RunEvent.LeasesChanged(RUN, LeaseCause.WORKER_GONE, 1, 4));

    assertThat(run.since(Mark.NOTHING).lines().getFirst().text())
        .isEqualTo("Worker gone: 1 block granted, 4 held");
  }

  private static PolicyTable table(int states, int actions) {
    List<Float> uniform = Collections.nCopies(states * actions, 1f / actions);
    float[] probabilities = new float[uniform.size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = uniform.get(i);
    }
    return new PolicyTable(1, states, actions, new float[states], probabilities);
  }
}

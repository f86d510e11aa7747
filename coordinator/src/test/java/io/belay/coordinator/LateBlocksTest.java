package io.belay.coordinator;

import static io.belay.coordinator.Coordination.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.control.LearnerEvent;
import io.belay.coordinator.run.LeaseCause;
import io.belay.coordinator.run.RecordedRun;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.worker.RecordedLink;
import io.belay.session.FromCoordinator.LeaseGrant;
import io.belay.session.FromCoordinator.LeaseRevoke;
import io.belay.session.FromWorker;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blocks that move because their holder is slow, though it lives. */
class LateBlocksTest {
  private final Coordination it = new Coordination();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void blockThatIsOverdueGoesToAWorkerThatIsNotLate() {
    // a holds 0 and 2, b holds 1 and 3; every block so far came at once, so the floor of 2 s
    // counts.
    List<RecordedLink> workers = it.running(0, "a", "b");
    iteration(0, 0, 1, 2, 3);
    admitted(1, 0, 1, 3);

    it.pass(Duration.ofMillis(1750));
    assertThat(workers.get(0).sent(LeaseRevoke.class)).isEmpty();
    it.pass(Duration.ofMillis(250));

    assertThat(it.expect(RunEvent.LeasesChanged.class))
        .isEqualTo(new RunEvent.LeasesChanged(RUN, LeaseCause.OVERDUE, 1, 4));
    assertThat(workers.get(0).sent(LeaseRevoke.class))
        .containsExactly(new LeaseRevoke(RUN, List.of(2)));
    assertThat(workers.get(1).sent(LeaseGrant.class).getLast())
        .isEqualTo(new LeaseGrant(RUN, List.of(2), 1));
  }

  @Test
  void newHolderHasItsFullTimeAndTheLateOneDoesNotGetTheBlockBack() {
    List<RecordedLink> workers = it.running(0, "a", "b");
    iteration(0, 0, 1, 2, 3);
    admitted(1, 0, 1, 3);
    it.pass(Duration.ofSeconds(2));
    it.expect(RunEvent.LeasesChanged.class);

    beat(workers, 0, 0);
    it.pass(Duration.ofMillis(1750));
    beat(workers, 0, 0);
    it.pass(Duration.ofSeconds(2));

    // b is late too now, but a has had its turn.
    assertThat(workers.get(1).sent(LeaseRevoke.class)).isEmpty();
    assertThat(workers.get(0).sent(LeaseGrant.class)).hasSize(1);
  }

  @Test
  void blockStaysWhereNobodyElseIsThere() {
    RecordedLink a = it.running(0, "a").getFirst();
    iteration(0, 0, 1, 2, 3);
    int before = a.sent().size();

    it.pass(Duration.ofSeconds(4));

    assertThat(a.sent()).hasSize(before);
  }

  @Test
  void blocksStayWhereEverybodyIsLate() {
    List<RecordedLink> workers = it.running(0, "a", "b");
    iteration(0, 0, 1, 2, 3);
    admitted(1, 0, 1);

    it.pass(Duration.ofSeconds(4));

    assertThat(workers.get(0).sent(LeaseRevoke.class)).isEmpty();
    assertThat(workers.get(1).sent(LeaseRevoke.class)).isEmpty();
  }

  @Test
  void nothingIsLateAfterTheLastIteration() {
    // The run has 10 iterations; after them the learner evaluates, and nobody samples.
    List<RecordedLink> workers = it.running(9, "a", "b");
    iteration(9, 0, 1, 2, 3);

    it.pass(Duration.ofSeconds(4));

    assertThat(workers.get(0).sent(LeaseRevoke.class)).isEmpty();
  }

  @Test
  void blocksMoveWhenSpeedsDifferLastingly() {
    List<RecordedLink> workers = it.running(0, "a", "b");

    // 300 of 400 steps/s stand for 3 of 4 blocks; the first look is at 10 s.
    passWithBeats(workers, 19);
    assertThat(workers.get(1).sent(LeaseRevoke.class)).isEmpty();
    passWithBeats(workers, 1);

    assertThat(it.expect(RunEvent.LeasesChanged.class).cause()).isEqualTo(LeaseCause.REBALANCED);
    assertThat(workers.get(1).sent(LeaseRevoke.class))
        .containsExactly(new LeaseRevoke(RUN, List.of(3)));
    assertThat(workers.get(0).sent(LeaseGrant.class).getLast())
        .isEqualTo(new LeaseGrant(RUN, List.of(3), 0));
  }

  private void passWithBeats(List<RecordedLink> workers, int seconds) {
    for (int second = 0; second < seconds; second++) {
      beat(workers, 300, 100);
      it.pass(Duration.ofSeconds(1));
    }
  }

  private void beat(List<RecordedLink> workers, double... stepsPerSecond) {
    for (int i = 0; i < workers.size(); i++) {
      it.say(
          workers.get(i),
          new FromWorker.Heartbeat(0, 2, stepsPerSecond[i], 0, OptionalLong.of(0), 0, 0, 0, 0, 0));
    }
  }

  /** An iteration whose blocks all come at once. */
  private void iteration(int iteration, int... blocks) {
    admitted(iteration, blocks);
    it.learnerEvents.tell(new LearnerEvent.IterationCompleted(RUN, RecordedRun.report(iteration)));
  }

  private void admitted(int iteration, int... blocks) {
    for (int block : blocks) {
      it.learnerEvents.tell(new LearnerEvent.BlockAdmitted(RUN, iteration, block, "?"));
    }
  }
}

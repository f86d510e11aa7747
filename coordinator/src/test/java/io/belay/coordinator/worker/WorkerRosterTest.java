package io.belay.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.session.FromWorker.Heartbeat;
import io.belay.session.FromWorker.Register;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WorkerRosterTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final EnvironmentSpec CARTPOLE =
      new EnvironmentSpec(
          "CartPole-v1",
          Box.uniform(4, -1, 1),
          new Discrete(2),
          OptionalInt.of(500),
          OptionalDouble.of(475),
          true);

  private final WorkerRoster roster =
      new WorkerRoster(new WorkerSettings(Duration.ofSeconds(1), Duration.ofSeconds(5), 2));
  private final RecordedLink link = new RecordedLink();

  @Test
  void admittedWorkerIsFoundByNameAndLink() {
    WorkerSession session = roster.admit(link, register("a", 1), START);

    assertThat(roster.find("a")).containsSame(session);
    assertThat(roster.find(link)).containsSame(session);
    assertThat(session.environment("CartPole-v1")).contains(CARTPOLE);
    assertThat(session.environment("Acrobot-v1")).isEmpty();
    assertThat(session.since()).isEqualTo(START);
  }

  @Test
  void nameInUseIsRefusedUntilItsSessionEnds() {
    roster.admit(link, register("a", 1), START);
    RecordedLink second = new RecordedLink();

    assertThat(roster.refusal(second, register("a", 1, "another process")))
        .hasValueSatisfying(refusal -> {
          assertThat(refusal.end()).isEqualTo(SessionEnd.NAME_IN_USE);
          assertThat(refusal.message()).contains("workerId=a");
        });

    roster.remove(link);
    assertThat(roster.refusal(second, register("a", 1, "another process"))).isEmpty();
  }

  @Test
  void sameProcessTakesThePlaceOfItsFormerSessionAndKeepsItsSpeed() {
    WorkerSession former = roster.admit(link, register("a", 1), START);
    former.measured(heartbeat(100, 0));
    RecordedLink second = new RecordedLink();

    assertThat(roster.refusal(second, register("a", 1))).isEmpty();
    assertThat(roster.former(register("a", 1))).containsSame(former);
    WorkerSession session = roster.admit(second, register("a", 1), START);

    assertThat(roster.find(link)).isEmpty();
    assertThat(roster.find("a")).containsSame(session);
    assertThat(roster.size()).isEqualTo(1);
    assertThat(session.capacity().stepsPerSecond()).isEqualTo(100);
    assertThat(session.sessionId()).isEqualTo("a#2");
  }

  @Test
  void lateWorkerCountsAsHalfAsFastUntilItMeasuresItself() {
    WorkerSession session = roster.admit(link, register("a", 1), START);
    session.measured(heartbeat(100, 0));

    session.fellBehind();
    assertThat(session.stepsPerSecond()).isEqualTo(50);
    // 50 + 0.3 · (100 − 50)
    session.measured(heartbeat(100, 0));
    assertThat(session.stepsPerSecond()).isEqualTo(65);
  }

  @Test
  void secondRegistrationWrongVersionAndOneTooManyAreRefused() {
    roster.admit(link, register("a", 1), START);

    assertThat(roster.refusal(link, register("b", 1)))
        .map(SessionRefusal::end)
        .contains(SessionEnd.INVALID);
    assertThat(roster.refusal(new RecordedLink(), register("b", 2)))
        .map(SessionRefusal::message)
        .hasValueSatisfying(m -> assertThat(m).contains("protocolVersion=2, expected=1"));

    roster.admit(new RecordedLink(), register("b", 1), START);
    assertThat(roster.refusal(new RecordedLink(), register("c", 1)))
        .map(SessionRefusal::end)
        .contains(SessionEnd.TOO_MANY_WORKERS);
  }

  @Test
  void workerIsSilentFromTheTimeoutOnAndNotBefore() {
    WorkerSession session = roster.admit(link, register("a", 1), START);
    session.heard(START.plusSeconds(2));

    assertThat(roster.silent(START.plusMillis(6_999))).isEmpty();
    assertThat(roster.silent(START.plusSeconds(7))).containsExactly(session);
  }

  @Test
  void speedIsThatOfTheTimeSpentSampling() {
    WorkerSession session = roster.admit(link, register("a", 1), START);

    // 10 000 steps/s while waiting three quarters of the time: 40 000 while sampling.
    session.measured(heartbeat(10_000, 0.75));
    assertThat(session.capacity().stepsPerSecond()).isEqualTo(40_000);

    // 40 000 + 0.3 · (20 000 − 40 000)
    session.measured(heartbeat(20_000, 0));
    assertThat(session.capacity().stepsPerSecond()).isCloseTo(34_000, within(1e-6));
  }

  @Test
  void idleWorkerKeepsItsSpeed() {
    WorkerSession session = roster.admit(link, register("a", 1), START);
    session.measured(heartbeat(10_000, 0.5));

    session.measured(heartbeat(0, 1));
    session.measured(heartbeat(10, 0.99));

    assertThat(session.capacity().stepsPerSecond()).isEqualTo(20_000);
  }

  /** One that fell behind far enough to have no share would otherwise stay without one. */
  @Test
  void speedOfAWorkerThatLongHadNothingToSampleIsForgotten() {
    WorkerSession session = roster.admit(link, register("a", 1), START);
    session.measured(heartbeat(100, 0));
    session.fellBehind();

    for (int i = 0; i < 29; i++) {
      session.measured(heartbeat(0, 1));
    }
    assertThat(session.capacity().stepsPerSecond()).isEqualTo(50);
    session.measured(heartbeat(0, 1));
    assertThat(session.capacity().stepsPerSecond()).isZero();
    session.measured(heartbeat(80, 0));
    assertThat(session.capacity().stepsPerSecond()).isEqualTo(80);
  }

  @Test
  void runIsNewsOnce() {
    WorkerSession session = roster.admit(link, register("a", 1), START);

    assertThat(session.assign("r")).isTrue();
    assertThat(session.assign("r")).isFalse();
    assertThat(session.unassign("other")).isFalse();
    assertThat(session.unassign("r")).isTrue();
    assertThat(session.assign("r")).isTrue();
  }

  @Test
  void settingsAreBounded() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new WorkerSettings(Duration.ofMillis(9), second, 1))
        .hasMessageContaining("heartbeat-interval=PT0.009S");
    assertThatThrownBy(() -> new WorkerSettings(second, Duration.ofMillis(1999), 1))
        .hasMessageContaining("heartbeat-timeout=PT1.999S");
    assertThatThrownBy(() -> new WorkerSettings(second, Duration.ofSeconds(2), 0))
        .hasMessageContaining("max-workers=0");
  }

  private static Register register(String workerId, int protocolVersion) {
    return register(workerId, protocolVersion, "process of " + workerId);
  }

  private static Register register(String workerId, int protocolVersion, String instanceId) {
    return new Register(workerId, protocolVersion, 1, List.of(CARTPOLE), instanceId, "", List.of());
  }

  private static Heartbeat heartbeat(double stepsPerSecond, double idleRatio) {
    return new Heartbeat(0, 0, stepsPerSecond, idleRatio, OptionalLong.empty(), 0, 0, 0, 0, 0);
  }
}

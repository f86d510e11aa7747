package io.belay.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.session.FromWorker.Heartbeat;
import org.junit.jupiter.api.Test;

/** Heartbeats say what happened since the one before. */
class HeartbeatMeterTest {
  private static final long SECOND = 1_000_000_000L;

  private final SamplingCounters counters = new SamplingCounters();
  private final HeartbeatMeter meter = new HeartbeatMeter(0);

  @Test
  void ratesAreOverTheTimeSinceTheHeartbeatBefore() {
    counters.sampled(new RunBench.Sampled(1000, 0), SECOND / 2);
    meter.beat(counters, SECOND);
    counters.sampled(new RunBench.Sampled(300, 0), SECOND / 2);

    Heartbeat beat = meter.beat(counters, 3 * SECOND);

    // 300 steps in 2 s; busy for 0.5 of 2 s.
    assertThat(beat.stepsPerSecond()).isEqualTo(150.0);
    assertThat(beat.idleRatio()).isEqualTo(0.75);
    assertThat(beat.stepsSampled()).isEqualTo(1300);
  }

  @Test
  void aBlockThatTookLongerThanTheIntervalLeavesNoIdleTimeAndIsAsFastAsItWas() {
    counters.sampled(new RunBench.Sampled(10, 0), 5 * SECOND);

    Heartbeat beat = meter.beat(counters, SECOND);

    assertThat(beat.idleRatio()).isZero();
    assertThat(beat.stepsPerSecond()).isEqualTo(2.0);
  }

  @Test
  void countersAreWhatTheSamplingThreadDid() {
    counters.holding(3);
    counters.offered(100);
    counters.offered(50);
    counters.policyArrived(7, 1000);
    counters.blockRefused();
    counters.reconnected();
    counters.sampled(new RunBench.Sampled(1, 2), 1);

    Heartbeat beat = meter.beat(counters, SECOND);

    assertThat(beat.blocksHeld()).isEqualTo(3);
    assertThat(beat.blockBytesSent()).isEqualTo(150);
    assertThat(beat.policyBytesReceived()).isEqualTo(1000);
    assertThat(beat.policyVersion()).hasValue(7);
    assertThat(beat.blocksRefused()).isOne();
    assertThat(beat.reconnects()).isOne();
    assertThat(beat.laneRestarts()).isEqualTo(2);
    assertThat(meter.beat(counters, 2 * SECOND).laneRestarts()).isZero();
  }

  @Test
  void thereIsNoPolicyVersionBeforeTheFirstPolicy() {
    assertThat(meter.beat(counters, SECOND).policyVersion()).isEmpty();
  }
}

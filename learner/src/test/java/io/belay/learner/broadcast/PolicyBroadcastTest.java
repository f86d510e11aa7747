package io.belay.learner.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.learner.ledger.TestRun;
import io.belay.policy.IterationPolicy;
import io.belay.v1.PolicyUpdate;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The newest policy to everyone, at each one's own pace. */
class PolicyBroadcastTest {
  private final PolicyBroadcast broadcast = new PolicyBroadcast(3);

  private static IterationPolicy ofRun(String runId, int iteration) {
    return new IterationPolicy(runId, iteration, TestRun.policy(iteration).snapshot());
  }

  /** A subscriber that is ready as often as it is allowed to be. */
  private static final class Reader implements PolicySink {
    final List<PolicyUpdate> received = new ArrayList<>();
    final List<Status> closed = new ArrayList<>();
    volatile int room;

    Reader(int room) {
      this.room = room;
    }

    @Override
    public boolean isReady() {
      return room > 0;
    }

    @Override
    public void send(PolicyUpdate update) {
      room--;
      received.add(update);
    }

    @Override
    public void close(Status status) {
      closed.add(status);
    }

    List<Long> versions() {
      return received.stream().map(update -> update.getPolicy().getVersion()).toList();
    }
  }

  @Test
  void aSubscriberGetsTheCurrentPolicyAtOnceAndThenEachNewOne() {
    broadcast.publish(TestRun.policy(4));
    Reader reader = new Reader(10);

    broadcast.subscribe(TestRun.RUN, "a", reader);
    broadcast.publish(TestRun.policy(5));

    assertThat(reader.versions()).containsExactly(4L, 5L);
  }

  @Test
  void aSlowSubscriberGetsOnlyTheNewest() {
    broadcast.publish(TestRun.policy(1));
    Reader reader = new Reader(1);
    Subscriber subscriber = broadcast.subscribe(TestRun.RUN, "a", reader);

    for (int version = 2; version <= 100; version++) {
      broadcast.publish(TestRun.policy(version));
    }
    assertThat(reader.versions()).containsExactly(1L);
    reader.room = 10;
    subscriber.ready();
    subscriber.ready();

    assertThat(reader.versions()).containsExactly(1L, 100L);
  }

  @Test
  void allSubscribersShareOneMessage() {
    Reader first = new Reader(1);
    Reader second = new Reader(1);
    broadcast.publish(TestRun.policy(1));

    broadcast.subscribe(TestRun.RUN, "a", first);
    broadcast.subscribe(TestRun.RUN, "b", second);

    assertThat(first.received.getFirst()).isSameAs(second.received.getFirst());
  }

  @Test
  void theEndReachesEveryoneAndLatecomersToo() {
    broadcast.publish(TestRun.policy(1));
    Reader early = new Reader(10);
    broadcast.subscribe(TestRun.RUN, "a", early);

    broadcast.end(TestRun.RUN, "completed");
    Reader late = new Reader(10);
    broadcast.subscribe(TestRun.RUN, "b", late);

    assertThat(early.received.getLast().getEnd().getReason()).isEqualTo("completed");
    assertThat(late.received).hasSize(1);
    assertThat(early.closed).containsExactly(Status.OK);
    assertThat(late.closed).containsExactly(Status.OK);
    assertThat(broadcast.subscribers()).isZero();
  }

  @Test
  void oneRunFollowsAnother() {
    broadcast.publish(TestRun.policy(1));
    Reader first = new Reader(10);
    broadcast.subscribe(TestRun.RUN, "a", first);
    broadcast.end(TestRun.RUN, "completed");
    Reader early = new Reader(10);
    broadcast.subscribe("run-2", "a", early);
    assertThat(early.closed)
        .as("before the run's first policy")
        .extracting(Status::getCode)
        .containsExactly(Status.Code.UNAVAILABLE);

    broadcast.publish(ofRun("run-2", 0));
    Reader second = new Reader(10);
    broadcast.subscribe("run-2", "a", second);
    Reader late = new Reader(10);
    broadcast.subscribe(TestRun.RUN, "b", late);
    broadcast.publish(ofRun("run-2", 1));

    assertThat(first.versions()).as("the first run's end, as version 0").containsExactly(1L, 0L);
    assertThat(second.versions()).containsExactly(0L, 1L);
    assertThat(late.closed)
        .as("the former run")
        .extracting(Status::getCode)
        .containsExactly(Status.Code.UNAVAILABLE);
    assertThat(broadcast.subscribers()).isOne();
  }

  @Test
  void aRunThatIsLeftToAnotherLearnerIsNotOver() {
    broadcast.publish(TestRun.policy(1));
    Reader reader = new Reader(10);
    broadcast.subscribe(TestRun.RUN, "a", reader);

    broadcast.leave();
    Reader late = new Reader(10);
    broadcast.subscribe(TestRun.RUN, "b", late);

    assertThat(reader.received).hasSize(1);
    assertThat(reader.closed).extracting(Status::getCode).containsExactly(Status.Code.UNAVAILABLE);
    assertThat(late.closed).extracting(Status::getCode).containsExactly(Status.Code.UNAVAILABLE);
    assertThat(broadcast.subscribers()).isZero();
  }

  @Test
  void aRunThatIsNotUnderWayIsToBeAskedForLater() {
    Reader reader = new Reader(1);

    broadcast.subscribe(TestRun.RUN, "a", reader);

    assertThat(reader.closed).extracting(Status::getCode).containsExactly(Status.Code.UNAVAILABLE);
  }

  @Test
  void aSecondSubscriptionOfAWorkerReplacesTheFirst() {
    broadcast.publish(TestRun.policy(1));
    Reader former = new Reader(10);
    Reader present = new Reader(10);
    broadcast.subscribe(TestRun.RUN, "a", former);

    broadcast.subscribe(TestRun.RUN, "a", present);
    broadcast.publish(TestRun.policy(2));

    assertThat(former.closed).extracting(Status::getCode).containsExactly(Status.Code.ABORTED);
    assertThat(former.versions()).containsExactly(1L);
    assertThat(present.versions()).containsExactly(1L, 2L);
    assertThat(broadcast.subscribers()).isOne();
  }

  @Test
  void subscribersAreBounded() {
    broadcast.publish(TestRun.policy(1));
    for (String worker : List.of("a", "b", "c")) {
      broadcast.subscribe(TestRun.RUN, worker, new Reader(1));
    }
    Reader fourth = new Reader(1);

    Subscriber turnedAway = broadcast.subscribe(TestRun.RUN, "d", fourth);
    turnedAway.cancel();

    assertThat(fourth.closed).extracting(Status::getCode).containsExactly(Status.Code.UNAVAILABLE);
    assertThat(fourth.received).isEmpty();
    assertThat(broadcast.subscribers()).isEqualTo(3);
  }

  @Test
  void aPolicyTakesUntilTheLastOfItsSubscribersHasIt() {
    AtomicLong now = new AtomicLong();
    PolicyBroadcast timed = new PolicyBroadcast(3, now::get);
    timed.publish(TestRun.policy(1));
    assertThat(timed.newestTakenSeconds()).as("nobody is subscribed").isNaN();
    Reader slow = new Reader(1);
    Subscriber slowOne = timed.subscribe(TestRun.RUN, "slow", slow);
    timed.subscribe(TestRun.RUN, "fast", new Reader(10));
    assertThat(timed.newestTakenSeconds()).as("both came after version 1").isNaN();

    timed.publish(TestRun.policy(2));
    now.set(1_000_000_000L);
    timed.subscribe(TestRun.RUN, "late", new Reader(10));
    assertThat(timed.newestTakenSeconds()).as("one is still to take it").isEqualTo(1);
    now.set(3_000_000_000L);
    slow.room = 1;
    slowOne.ready();
    now.set(9_000_000_000L);

    assertThat(timed.newestTakenSeconds()).isEqualTo(3);
    // Version 1 went to two of them, version 2 to all three.
    assertThat(timed.bytesSent())
        .isEqualTo(slow.received.stream().mapToLong(PolicyUpdate::getSerializedSize).sum() * 5 / 2);
  }

  @Test
  void aCancelledSubscriberIsForgotten() {
    broadcast.publish(TestRun.policy(1));
    Reader reader = new Reader(10);
    Subscriber subscriber = broadcast.subscribe(TestRun.RUN, "a", reader);

    subscriber.cancel();
    broadcast.publish(TestRun.policy(2));

    assertThat(reader.versions()).containsExactly(1L);
    assertThat(broadcast.subscribers()).isZero();
  }

  @Test
  void readinessReportedWhilePublishingLosesNoVersionAndNeverGoesBack() throws Exception {
    int versions = 20_000;
    broadcast.publish(TestRun.policy(0));
    Reader reader = new Reader(Integer.MAX_VALUE);
    Subscriber subscriber = broadcast.subscribe(TestRun.RUN, "a", reader);
    AtomicBoolean published = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(1);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> poking =
          other.submit(() -> {
            started.countDown();
            while (!published.get()) {
              subscriber.ready();
            }
          });
      started.await(10, TimeUnit.SECONDS);
      for (int version = 1; version <= versions; version++) {
        broadcast.publish(TestRun.policy(version));
      }
      published.set(true);
      poking.get(10, TimeUnit.SECONDS);
    }

    assertThat(reader.versions()).isSorted().doesNotHaveDuplicates().endsWith((long) versions);
  }
}

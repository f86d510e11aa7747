package io.belay.learner.broadcast;

import io.belay.error.BelayException;
import io.belay.policy.IterationPolicy;
import io.belay.v1.PolicyUpdate;
import io.belay.wire.PolicyCodec;
import io.grpc.Status;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Gives every subscriber of a run its newest policy: the current one on joining, then each newer
 * one as soon as the subscriber can take it. Serves the runs of a process one after the other.
 *
 * <p>Back-pressure is conflation. Nothing is queued for a slow subscriber: when it becomes ready it
 * is given what is newest then. {@link #publish}, {@link #end} and {@link #leave} are called by one
 * thread at a time; subscribers come and go on any thread.
 */
public final class PolicyBroadcast {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int maxSubscribers;
  private final LongSupplier nanoTime;
  private final LongAdder bytesSent = new LongAdder();
  private final ConcurrentHashMap<String, Subscriber> subscribers = new ConcurrentHashMap<>();

  /** Written by one thread at a time. */
  private volatile Edition newest = Edition.NONE;

  /**
   * A broadcast without a run.
   *
   * @param maxSubscribers subscribers served at once, at least 1; a further one is turned away with
   *     UNAVAILABLE
   */
  public PolicyBroadcast(int maxSubscribers) {
    this(maxSubscribers, System::nanoTime);
  }

  /**
   * The same with another clock.
   *
   * @param nanoTime a clock that never goes backwards, in nanoseconds; read by any thread
   */
  public PolicyBroadcast(int maxSubscribers, LongSupplier nanoTime) {
    if (maxSubscribers < 1) {
      throw BelayException.invalid(
          "a broadcast serves at least one subscriber: maxSubscribers=" + maxSubscribers);
    }
    this.maxSubscribers = maxSubscribers;
    this.nanoTime = nanoTime;
  }

  /**
   * Publishes a policy: encodes it once and sends it to every subscriber that is ready, on the
   * calling thread.
   */
  public void publish(IterationPolicy policy) {
    replace(policy.runId(), PolicyCodec.encode(policy), false);
  }

  /**
   * Ends a run: every subscriber is told and its stream completed; one that joins later is told at
   * once.
   */
  public void end(String runId, String reason) {
    replace(runId, PolicyCodec.encodeEnd(runId, reason), true);
  }

  /**
   * Leaves the run to another learner or to a later one of this process: every subscriber is turned
   * away with UNAVAILABLE, and so is one that joins before the next policy.
   */
  public void leave() {
    replace(Edition.NONE.runId(), Edition.NONE.update(), false);
  }

  /**
   * Adds a subscriber, in place of an earlier one of the same worker, and sends it the current
   * policy where it is ready.
   *
   * @return the subscription, whose {@link Subscriber#ready()} and {@link Subscriber#cancel()} the
   *     stream calls
   */
  public Subscriber subscribe(String runId, String workerId, PolicySink sink) {
    Subscriber subscriber = new Subscriber(runId, workerId, sink, this);
    Edition edition = newest;
    if (!edition.runId().equals(runId)) {
      subscriber.close(
          Status.UNAVAILABLE.withDescription(
              "the learner does not work on this run now; wait for the coordinator's word: runId="
                  + runId));
      return subscriber;
    }
    // Two newcomers at once may overshoot the limit by their number; it bounds memory, not an
    // invariant.
    if (subscribers.size() >= maxSubscribers && !subscribers.containsKey(workerId)) {
      subscriber.close(
          Status.UNAVAILABLE.withDescription(
              "the learner serves a limited number of subscribers; raise max-subscribers: maxSubscribers="
                  + maxSubscribers));
      return subscriber;
    }
    Subscriber former = subscribers.put(workerId, subscriber);
    if (former != null) {
      former.close(
          Status.ABORTED.withDescription(
              "a worker has one subscription; a newer one replaced it: workerId=" + workerId));
    }
    subscriber.ready();
    return subscriber;
  }

  /** How many subscribers there are. */
  public int subscribers() {
    return subscribers.size();
  }

  /** Bytes of updates that were given to subscribers' streams so far. */
  public long bytesSent() {
    return bytesSent.sum();
  }

  /**
   * Seconds from the newest publication until the streams of all who were subscribed by then had
   * taken it, where one has not the seconds so far; NaN where nobody was or all have gone.
   */
  public double newestTakenSeconds() {
    Edition edition = newest;
    long longest = -1;
    for (Subscriber subscriber : subscribers.values()) {
      longest = Math.max(longest, subscriber.takingNanos(edition));
    }
    return longest < 0 ? Double.NaN : longest / NANOS_PER_SECOND;
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  /** An update was given to a subscriber's stream. */
  void sent(PolicyUpdate update) {
    bytesSent.add(update.getSerializedSize());
  }

  Edition newest() {
    return newest;
  }

  void forget(String workerId, Subscriber subscriber) {
    subscribers.remove(workerId, subscriber);
  }

  private void replace(String runId, PolicyUpdate update, boolean end) {
    newest = new Edition(newest.sequence() + 1, nanoTime.getAsLong(), runId, update, end);
    subscribers.values().forEach(Subscriber::ready);
  }

  /**
   * What is newest.
   *
   * @param sequence number of editions before this one
   * @param publishedNanos when it was published, by the broadcast's clock
   * @param runId the run; empty before the first
   * @param update the shared message
   * @param end whether nothing follows for this run
   */
  record Edition(
      long sequence, long publishedNanos, String runId, PolicyUpdate update, boolean end) {
    static final Edition NONE = new Edition(0, 0, "", PolicyUpdate.getDefaultInstance(), false);
  }
}

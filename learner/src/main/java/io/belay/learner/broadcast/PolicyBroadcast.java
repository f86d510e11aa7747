package io.belay.learner.broadcast;

import io.belay.error.BelayException;
import io.belay.policy.IterationPolicy;
import io.belay.v1.PolicyUpdate;
import io.belay.wire.PolicyCodec;
import io.grpc.Status;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives every subscriber of a run its newest policy: the current one on joining, then each newer
 * one as soon as the subscriber can take it. Serves the runs of a process one after the other.
 *
 * <p>Back-pressure is conflation. Nothing is queued for a slow subscriber: when it becomes ready it
 * is given what is newest then. {@link #publish}, {@link #end} and {@link #leave} are called by one
 * thread at a time; subscribers come and go on any thread.
 */
public final class PolicyBroadcast {
  private final int maxSubscribers;
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
    if (maxSubscribers < 1) {
      throw BelayException.invalid(
          "a broadcast serves at least one subscriber: maxSubscribers=" + maxSubscribers);
    }
    this.maxSubscribers = maxSubscribers;
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

  Edition newest() {
    return newest;
  }

  void forget(String workerId, Subscriber subscriber) {
    subscribers.remove(workerId, subscriber);
  }

  private void replace(String runId, PolicyUpdate update, boolean end) {
    newest = new Edition(newest.sequence() + 1, runId, update, end);
    subscribers.values().forEach(Subscriber::ready);
  }

  /**
   * What is newest.
   *
   * @param sequence number of editions before this one
   * @param runId the run; empty before the first
   * @param update the shared message
   * @param end whether nothing follows for this run
   */
  record Edition(long sequence, String runId, PolicyUpdate update, boolean end) {
    static final Edition NONE = new Edition(0, "", PolicyUpdate.getDefaultInstance(), false);
  }
}

package io.belay.worker;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.policy.IterationPolicy;
import io.belay.session.FromCoordinator.RunAssignment;
import io.belay.session.FromWorker.BlockFailed;
import io.belay.trajectory.BlockReply;
import io.belay.worker.SamplingCommand.AskCarryAgain;
import io.belay.worker.SamplingCommand.CarryFound;
import io.belay.worker.SamplingCommand.CarryRefused;
import io.belay.worker.SamplingCommand.CheckReceipts;
import io.belay.worker.SamplingCommand.Forget;
import io.belay.worker.SamplingCommand.HandBack;
import io.belay.worker.SamplingCommand.HandedBack;
import io.belay.worker.SamplingCommand.Hold;
import io.belay.worker.SamplingCommand.HoldNothing;
import io.belay.worker.SamplingCommand.LinkLost;
import io.belay.worker.SamplingCommand.OffersReady;
import io.belay.worker.SamplingCommand.PolicyArrived;
import io.belay.worker.SamplingCommand.Reconnect;
import io.belay.worker.SamplingCommand.Release;
import io.belay.worker.SamplingCommand.Replied;
import io.belay.worker.SamplingCommand.RunOver;
import io.belay.worker.SamplingCommand.SampleNext;
import io.belay.worker.SamplingCommand.Work;
import io.belay.worker.client.ReconnectBackoff;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * The worker's hands: samples the blocks it holds with each policy that arrives, in block order,
 * and offers each block at once.
 *
 * <p>It runs on a thread of its own, because sampling takes as long as it takes. A policy goes from
 * the learner's stream into this mailbox and no further, so that between its arrival and the first
 * offer no thread is changed. One message samples one block: a revoked lease or a newer policy is
 * seen before the next.
 */
final class SamplingActor extends AbstractMatchingBehavior<SamplingCommand> {

  private final SamplingSurroundings surroundings;
  private final TimerScheduler<SamplingCommand> timers;
  private final ReconnectBackoff linkBackoff;
  private final ReconnectBackoff carryBackoff;
  private @Nullable RunBench bench;
  private @Nullable LearnerLink link;
  private boolean sampleNextQueued;

  static Behavior<SamplingCommand> create(SamplingSurroundings surroundings) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> new SamplingActor(context, timers, surroundings)));
  }

  /** Connections to learners so far, over all links. */
  private int connections;

  private SamplingActor(
      ActorContext<SamplingCommand> context,
      TimerScheduler<SamplingCommand> timers,
      SamplingSurroundings surroundings) {
    super(context);
    this.surroundings = surroundings;
    this.timers = timers;
    this.linkBackoff = new ReconnectBackoff(surroundings.client().backoff(), surroundings.random());
    this.carryBackoff =
        new ReconnectBackoff(surroundings.client().backoff(), surroundings.random());
  }

  @Override
  public Behavior<SamplingCommand> onMessage(SamplingCommand command) {
    switch (command) {
      case Work work -> onWork(work.assignment());
      case Hold hold -> onHold(hold);
      case Release release -> onRelease(release);
      case HoldNothing nothing -> onHoldNothing();
      case Forget forget -> onForget(forget.runId());
      case HandBack handBack -> onHandBack(handBack);
      case PolicyArrived arrived -> onPolicyArrived(arrived);
      case Replied replied -> onReplied(replied);
      case OffersReady ready -> onOffersReady(ready);
      case CarryFound found -> onCarryFound(found);
      case CarryRefused refused -> onCarryRefused(refused);
      case RunOver over -> onRunOver(over);
      case LinkLost lost -> onLinkLost(lost);
      case SampleNext next -> onSampleNext();
      case Reconnect reconnect -> onReconnect();
      case CheckReceipts check -> onCheckReceipts();
      case AskCarryAgain again -> onAskCarryAgain(again);
    }
    return this;
  }

  @Override
  public Behavior<SamplingCommand> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      leaveRun();
    }
    return this;
  }

  private void onWork(RunAssignment assignment) {
    if (bench == null || !bench.assignment().runId().equals(assignment.runId())) {
      leaveRun();
      bench = RunBench.open(assignment, surroundings.runs(), surroundings.workerId());
    }
    if (link != null && !link.leadsTo(assignment.runId(), assignment.learnerAddress())) {
      link.close();
      link = null;
    }
    if (link == null) {
      link =
          new LearnerLink(
              assignment.runId(),
              surroundings.workerId(),
              assignment.learnerAddress(),
              surroundings.channels(),
              getContext().getSelf());
    }
    // The coordinator knows that the learner is there: no need to wait any longer.
    timers.cancel(Reconnect.INSTANCE);
    linkBackoff.reset();
    connect();
  }

  private void onHold(Hold hold) {
    if (bench != null && bench.isOf(hold.runId())) {
      bench.hold(hold.blocks(), hold.firstIteration());
      countHeld();
      connect();
      sampleSoon();
    }
  }

  private void onRelease(Release release) {
    if (bench != null && bench.isOf(release.runId())) {
      RunBench current = bench;
      for (int block : release.blocks()) {
        surroundings.watch().over(current, block, () -> current.drop(block));
      }
      countHeld();
    }
  }

  private void onHoldNothing() {
    if (bench != null) {
      bench.suspendAll();
      countHeld();
    }
  }

  private void onForget(String runId) {
    if (bench != null && bench.isOf(runId)) {
      leaveRun();
    }
  }

  private void onHandBack(HandBack handBack) {
    HandedBack handedBack =
        bench == null
            ? new HandedBack("", List.of())
            : new HandedBack(bench.assignment().runId(), bench.held());
    leaveRun();
    handBack.reply().accept(handedBack);
  }

  private void onPolicyArrived(PolicyArrived arrived) {
    if (bench == null || link == null || !link.current(arrived.connection())) {
      return;
    }
    IterationPolicy policy;
    try {
      policy = arrived.policy().read();
    } catch (BelayException unreadable) {
      loseLink(unreadable);
      return;
    }
    linkBackoff.reset();
    surroundings.counters().policyArrived(policy.snapshot().version(), arrived.policy().bytes());
    bench.accept(policy);
    link.askForPolicy();
    flush();
    if (!sampleNextQueued) {
      onSampleNext();
    }
  }

  private void onSampleNext() {
    sampleNextQueued = false;
    @Nullable Seat seat = bench == null ? null : bench.due();
    if (bench == null || link == null || seat == null) {
      return;
    }
    int iteration = bench.iteration();
    if (seat.standsBefore(iteration)) {
      sample(bench, seat);
    } else {
      seat.ask(iteration);
      link.fetchCarry(seat.block(), iteration, surroundings.client().carryTimeout());
    }
    sampleSoon();
  }

  private void sample(RunBench current, Seat seat) {
    long begun = surroundings.nanoTime().getAsLong();
    surroundings.watch().begin(current.assignment(), seat.block(), current.iteration());
    try {
      RunBench.Sampled sampled = current.sample(seat);
      surroundings.counters().sampled(sampled, surroundings.nanoTime().getAsLong() - begun);
    } catch (RuntimeException failure) {
      fail(seat.block(), failure);
      return;
    } finally {
      surroundings.watch().end();
    }
    flush();
  }

  private void onReplied(Replied replied) {
    BlockReply reply = replied.reply();
    if (bench == null
        || link == null
        || !link.current(replied.connection())
        || reply.iteration() != bench.iteration()) {
      return;
    }
    bench.outbox().answered(reply.block());
    if (!reply.verdict().settled()) {
      surroundings.counters().blockRefused();
    }
    switch (reply.verdict()) {
      case ADMITTED, DUPLICATE -> {}
      // The newest policy is on its way, or the coordinator's word about the run.
      case STALE, WRONG_RUN ->
          getContext().getLog().info("block {} refused: {}", reply.block(), reply.message());
      case WRONG_IDENTITY -> loseLink(BelayException.stale(reply.message()));
      // Sampling it again would give the same bytes.
      case WRONG_SHAPE, NON_FINITE, MALFORMED ->
          fail(reply.block(), BelayException.invalid(reply.message()));
    }
  }

  private void onOffersReady(OffersReady ready) {
    if (link != null && link.current(ready.connection())) {
      flush();
    }
  }

  private void onCarryFound(CarryFound found) {
    if (link == null || !link.current(found.connection())) {
      return;
    }
    carryBackoff.reset();
    @Nullable Seat seat = askedSeat(found.block(), found.iteration());
    if (bench == null || seat == null) {
      return;
    }
    surroundings.watch().begin(bench.assignment(), found.block(), found.iteration());
    try {
      seat.restore(found.iteration(), found.carries());
    } catch (RuntimeException failure) {
      fail(found.block(), failure);
    } finally {
      surroundings.watch().end();
    }
    sampleSoon();
  }

  private void onCarryRefused(CarryRefused refused) {
    if (link == null
        || !link.current(refused.connection())
        || askedSeat(refused.block(), refused.iteration()) == null) {
      return;
    }
    switch (refused.why().category()) {
      case RETRYABLE -> {
        AskCarryAgain again = new AskCarryAgain(refused.block(), refused.iteration());
        timers.startSingleTimer(again, again, carryBackoff.next());
      }
      // The iteration is over: the policy of the next one is on its way.
      case STALE -> {}
      case INVALID_REQUEST, FATAL -> fail(refused.block(), refused.why());
    }
  }

  private void onAskCarryAgain(AskCarryAgain again) {
    @Nullable Seat seat = askedSeat(again.block(), again.iteration());
    if (seat != null) {
      seat.unask();
      sampleSoon();
    }
  }

  private @Nullable Seat askedSeat(int block, int iteration) {
    return bench == null ? null : bench.askedSeat(block, iteration);
  }

  /** The learner has no more policies for the run; the coordinator will say what comes next. */
  private void onRunOver(RunOver over) {
    if (link != null && link.current(over.connection())) {
      link.disconnect();
    }
  }

  private void onLinkLost(LinkLost lost) {
    if (link != null && link.current(lost.connection())) {
      loseLink(lost.why());
    }
  }

  private void onCheckReceipts() {
    if (bench != null && link != null && link.connected() && bench.outbox().overdue()) {
      loseLink(
          new BelayException(
              ErrorCategory.RETRYABLE,
              "an offer is answered in time: receiptTimeout="
                  + surroundings.client().receiptTimeout()));
    }
  }

  private void onReconnect() {
    surroundings.counters().reconnected();
    connect();
  }

  private void connect() {
    if (link != null && !timers.isTimerActive(Reconnect.INSTANCE)) {
      link.connect(() -> ++connections);
      timers.startTimerWithFixedDelay(
          CheckReceipts.INSTANCE, CheckReceipts.INSTANCE, surroundings.client().receiptTimeout());
    }
  }

  private void loseLink(BelayException why) {
    if (link == null || bench == null) {
      return;
    }
    link.abandon();
    getContext().getLog().warn("{}", why.getMessage());
    switch (why.category()) {
      case RETRYABLE, STALE -> {
        Duration wait = linkBackoff.next();
        timers.startSingleTimer(Reconnect.INSTANCE, Reconnect.INSTANCE, wait);
      }
      // The learner would say the same again: the coordinator has to decide.
      case INVALID_REQUEST, FATAL -> bench.held().forEach(block -> fail(block, why));
    }
  }

  private void flush() {
    LearnerLink open = link;
    if (bench == null || open == null) {
      return;
    }
    bench.outbox().flush(open::offer, surroundings.counters());
  }

  private void fail(int block, RuntimeException failure) {
    if (bench == null) {
      return;
    }
    BlockFailed failed = bench.fail(block, failure);
    countHeld();
    surroundings.failures().accept(failed);
  }

  private void sampleSoon() {
    if (!sampleNextQueued) {
      sampleNextQueued = true;
      getContext().getSelf().tell(SampleNext.INSTANCE);
    }
  }

  private void countHeld() {
    surroundings.counters().holding(bench == null ? 0 : bench.held().size());
  }

  private void leaveRun() {
    timers.cancelAll();
    RunBench left = bench;
    bench = null;
    if (left != null) {
      int any = left.held().stream().findFirst().orElse(0);
      surroundings.watch().over(left, any, left::close);
    }
    if (link != null) {
      link.close();
      link = null;
    }
    countHeld();
  }
}

package io.belay.worker;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.policy.IterationPolicy;
import io.belay.policy.PolicySnapshot;
import io.belay.session.FromCoordinator.RunAssignment;
import io.belay.session.FromWorker.BlockFailed;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.StampedBlock;
import io.belay.wire.BlockCodec;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run at one worker: the blocks it holds, the policy it samples with, and what of the current
 * iteration is done.
 *
 * <p>Decides which block is next and samples it; knows no actor and no stream. Not thread-safe.
 */
final class RunBench {
  /** Stands for no iteration: no policy has arrived yet. */
  private static final int NONE = -1;

  private final RunAssignment assignment;
  private final RunSource run;
  private final String workerId;
  private final TreeMap<Integer, Seat> seats = new TreeMap<>();
  private final Outbox outbox = new Outbox();
  private @Nullable IterationPolicy policy;

  private RunBench(RunAssignment assignment, RunSource run, String workerId) {
    this.assignment = assignment;
    this.run = run;
    this.workerId = workerId;
  }

  /**
   * The bench of an assigned run. A run that this worker cannot sample fails block by block, so
   * that the coordinator hears why.
   */
  static RunBench open(RunAssignment assignment, RunSources sources, String workerId) {
    RunSource run;
    try {
      run = sources.open(assignment);
    } catch (BelayException cannot) {
      run = new UnsampledRun(cannot);
    }
    return new RunBench(assignment, run, workerId);
  }

  RunAssignment assignment() {
    return assignment;
  }

  boolean isOf(String runId) {
    return assignment.runId().equals(runId);
  }

  Outbox outbox() {
    return outbox;
  }

  /** The iteration being sampled, −1 before the first policy. */
  int iteration() {
    return policy == null ? NONE : policy.iteration();
  }

  void hold(List<Integer> blocks, int firstIteration) {
    blocks.forEach(
        block -> seats.computeIfAbsent(block, b -> new Seat(b, run)).hold(firstIteration));
  }

  /** Gives all leases up but keeps the lanes. */
  void suspendAll() {
    seats.values().forEach(Seat::suspend);
  }

  /** Gives a block up, lanes and all. */
  void drop(int block) {
    @Nullable Seat seat = seats.remove(block);
    if (seat != null) {
      seat.release();
    }
    outbox.remove(block);
  }

  /** Gives a block up that cannot be sampled; what the coordinator is to know of it. */
  BlockFailed fail(int block, RuntimeException failure) {
    drop(block);
    boolean retryable =
        failure instanceof BelayException known && known.category() == ErrorCategory.RETRYABLE;
    String message =
        failure instanceof BelayException
            ? String.valueOf(failure.getMessage())
            : failure.toString();
    return new BlockFailed(assignment.runId(), block, iteration(), message, retryable);
  }

  List<Integer> held() {
    return seats.values().stream().filter(Seat::held).map(Seat::block).toList();
  }

  /**
   * The seat of a block whose carries before the current iteration have been asked for; null where
   * the block, the iteration or the question is another.
   */
  @Nullable Seat askedSeat(int block, int iteration) {
    @Nullable Seat seat = seats.get(block);
    return seat != null && iteration == iteration() && seat.asked(iteration) ? seat : null;
  }

  /**
   * Takes a policy into use. The same one again means that the learner may have lost what it was
   * offered.
   */
  void accept(IterationPolicy arrived) {
    if (policy != null
        && policy.iteration() == arrived.iteration()
        && policy.snapshot().version() == arrived.snapshot().version()
        && policy.snapshot().identity().equals(arrived.snapshot().identity())) {
      outbox.offerAllAgain();
    } else {
      outbox.clear();
    }
    policy = arrived;
    seats.values().forEach(Seat::unask);
  }

  /**
   * The first block, in block order, that is to be sampled now and for which no carries are
   * awaited; null where there is none.
   */
  @Nullable Seat due() {
    int iteration = iteration();
    if (iteration == NONE) {
      return null;
    }
    for (Seat seat : seats.values()) {
      if (seat.owes(iteration) && !outbox.has(seat.block()) && !seat.asked(iteration)) {
        return seat;
      }
    }
    return null;
  }

  /**
   * Samples a block that stands before the current iteration and puts its offer into the outbox.
   *
   * @return how much that was
   */
  Sampled sample(Seat seat) {
    IterationPolicy current = policy;
    if (current == null) {
      throw BelayException.fatal("a block is sampled with a policy: block=" + seat.block());
    }
    int iteration = current.iteration();
    PolicySnapshot snapshot = current.snapshot();
    BlockSource source = seat.source(iteration);
    long restartsBefore = source.laneRestarts();
    BlockTrajectory trajectory = source.sample(iteration, snapshot);
    seat.sampled(iteration);
    BlockStamp stamp =
        new BlockStamp(
            assignment.runId(),
            workerId,
            iteration,
            seat.block(),
            run.firstLane(seat.block()),
            snapshot.version(),
            snapshot.identity());
    outbox.add(seat.block(), BlockCodec.encode(new StampedBlock(stamp, trajectory)));
    return new Sampled(trajectory.shape().cells(), source.laneRestarts() - restartsBefore);
  }

  /** Lets every lane go. */
  void close() {
    seats.values().forEach(Seat::release);
    seats.clear();
    outbox.clear();
  }

  /**
   * What sampling a block amounted to.
   *
   * @param steps environment steps
   * @param laneRestarts lanes that lost their episode because it could not be restored
   */
  record Sampled(int steps, long laneRestarts) {}

  /** A run whose recipe or environment this worker cannot serve. */
  private record UnsampledRun(BelayException why) implements RunSource {

    @Override
    public int firstLane(int block) {
      throw why;
    }

    @Override
    public BlockSource open(int block) {
      throw why;
    }
  }
}

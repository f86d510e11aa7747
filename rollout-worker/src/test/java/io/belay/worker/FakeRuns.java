package io.belay.worker;

import io.belay.error.BelayException;
import io.belay.policy.PolicySnapshot;
import io.belay.session.FromCoordinator.RunAssignment;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.LaneCarry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Runs whose blocks are of one lane and one step, with the iteration as reward; a block can be made
 * to hang, to fail to sample or to close. Refuses to sample an iteration that does not follow from
 * where its lanes stand.
 */
final class FakeRuns implements RunSources {
  final Set<Integer> failing = ConcurrentHashMap.newKeySet();
  final Set<Integer> failingToClose = ConcurrentHashMap.newKeySet();
  final List<String> restored = Collections.synchronizedList(new ArrayList<>());
  final Set<Integer> hanging = ConcurrentHashMap.newKeySet();

  /** Counted down to let hanging blocks go. */
  final CountDownLatch release = new CountDownLatch(1);

  final Set<FakeBlock> open = ConcurrentHashMap.newKeySet();

  @Override
  public RunSource open(RunAssignment assignment) {
    if (assignment.recipe().equals("unreadable")) {
      throw BelayException.invalid("a recipe can be read: recipe=unreadable");
    }
    if (assignment.recipe().equals("faulty")) {
      throw new IllegalStateException("a fault that nobody expected");
    }
    return new RunSource() {
      @Override
      public int firstLane(int block) {
        return block;
      }

      @Override
      public BlockSource open(int block) {
        FakeBlock source = new FakeBlock(block);
        open.add(source);
        return source;
      }
    };
  }

  /** The carry of a block that has been sampled up to and with an iteration. */
  static LaneCarry carryAfter(int iteration) {
    return new LaneCarry(new double[] {iteration}, iteration + 1, 0, new double[0], 0);
  }

  final class FakeBlock implements BlockSource {
    private final int block;
    private int next;

    private FakeBlock(int block) {
      this.block = block;
    }

    @Override
    public void restore(List<LaneCarry> carries) {
      next = (int) carries.getFirst().environmentState()[0] + 1;
      restored.add("block %d before iteration %d".formatted(block, next));
    }

    @Override
    public BlockTrajectory sample(int iteration, PolicySnapshot policy) {
      if (failing.contains(block)) {
        throw BelayException.invalid("an environment steps without throwing: block=" + block);
      }
      if (hanging.contains(block)) {
        hang();
      }
      if (iteration != next) {
        throw new IllegalStateException(
            "sampled iteration %d in place of %d".formatted(iteration, next));
      }
      next++;
      return new BlockTrajectory(
          new BlockShape(1, 1, 1, 1),
          new float[] {block},
          new float[1],
          new float[1],
          new float[] {iteration},
          new byte[1],
          new byte[1],
          new float[0],
          new float[1],
          List.of(),
          List.of(carryAfter(iteration)));
    }

    private void hang() {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public long laneRestarts() {
      return 0;
    }

    @Override
    public void close() {
      open.remove(this);
      if (failingToClose.contains(block)) {
        throw new IllegalStateException("closed twice");
      }
    }
  }
}

package io.belay.learner.service;

import io.belay.error.BelayException;
import io.belay.learner.ledger.Ledger;
import io.belay.learner.ledger.TestRun;
import io.belay.trajectory.BlockReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** In place of the learner actor: a ledger for iteration 5, with the refusals counted by reason. */
final class LedgerIntake implements Consumer<LearnerIntake> {
  static final int ITERATION = 5;

  final ConcurrentMap<String, Integer> refusals = new ConcurrentHashMap<>();
  volatile Optional<RunCheckpoints> checkpoints = Optional.empty();
  private final List<Runnable> withheld = new ArrayList<>();
  private final Ledger ledger =
      new Ledger(
          TestRun.specification(),
          ITERATION,
          ITERATION,
          TestRun.policy(ITERATION).snapshot().identity());
  private boolean withholding;

  @Override
  public synchronized void accept(LearnerIntake intake) {
    switch (intake) {
      case LearnerIntake.BlockOffered offered -> answer(() -> judge(offered));
      case LearnerIntake.BlockTurnedAway away -> refusals.merge(away.reason(), 1, Integer::sum);
      case LearnerIntake.PolicyWanted unused -> {}
      case LearnerIntake.CarryWanted wanted -> onCarryWanted(wanted);
      case LearnerIntake.CheckpointsWanted wanted -> wanted.reply().complete(checkpoints);
    }
  }

  /** Judges nothing until {@link #goOn()}. */
  synchronized void withhold() {
    withholding = true;
  }

  synchronized void goOn() {
    withholding = false;
    withheld.forEach(Runnable::run);
    withheld.clear();
  }

  synchronized int withheld() {
    return withheld.size();
  }

  synchronized boolean complete() {
    return ledger.complete();
  }

  private void answer(Runnable answer) {
    if (withholding) {
      withheld.add(answer);
    } else {
      answer.run();
    }
  }

  private void judge(LearnerIntake.BlockOffered offered) {
    BlockReply reply = ledger.offer(offered.block());
    if (!reply.message().isEmpty()) {
      refusals.merge(reply.verdict().reason(), 1, Integer::sum);
    }
    offered.reply().accept(reply);
  }

  private void onCarryWanted(LearnerIntake.CarryWanted wanted) {
    if (wanted.iteration() == 0) {
      wanted.reply().complete(Optional.empty());
    } else if (wanted.iteration() == ITERATION) {
      wanted
          .reply()
          .complete(Optional.of(TestRun.block(ITERATION, wanted.block()).trajectory().carries()));
    } else if (wanted.iteration() < ITERATION) {
      wanted
          .reply()
          .completeExceptionally(BelayException.stale("carries are of the awaited iteration"));
    }
    // A question about the future stays unanswered, as by a learner that hangs.
  }
}

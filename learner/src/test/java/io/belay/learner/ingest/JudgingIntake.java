package io.belay.learner.ingest;

import io.belay.learner.ledger.Ledger;
import io.belay.learner.service.LearnerIntake;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.BlockVerdict;
import io.belay.trajectory.StampedBlock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The learner's actor without its update: every block is judged by the ledger of its client's run,
 * and where a batch is complete the next iteration is opened.
 */
final class JudgingIntake {
  private final StepShape shape;
  private final Map<String, Ledger> ledgers = new HashMap<>();
  final LongAdder blocks = new LongAdder();
  final LongAdder refused = new LongAdder();

  private JudgingIntake(StepShape shape) {
    this.shape = shape;
  }

  static JudgingIntake of(StepShape shape) {
    return new JudgingIntake(shape);
  }

  Behavior<LearnerIntake> behavior() {
    return Behaviors.receiveMessage(intake -> {
      if (intake instanceof LearnerIntake.BlockOffered offered) {
        judge(offered);
      }
      return Behaviors.same();
    });
  }

  private void judge(LearnerIntake.BlockOffered offered) {
    StampedBlock block = offered.block();
    Ledger ledger =
        ledgers.computeIfAbsent(
            block.stamp().runId(),
            client -> new Ledger(shape.run(client), 0, 0, StepShape.IDENTITY));
    BlockReply reply = ledger.offer(block);
    if (reply.verdict() == BlockVerdict.ADMITTED) {
      blocks.increment();
    } else {
      refused.increment();
    }
    if (ledger.complete()) {
      ledger.batch();
      int next = ledger.iteration() + 1;
      ledger.open(next, next, StepShape.IDENTITY);
    }
    offered.reply().accept(reply);
  }
}

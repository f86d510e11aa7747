package io.belay.learner.node;

import io.belay.learner.service.LearnerIntake;
import io.belay.learner.service.Refusal;
import java.util.function.Consumer;

/**
 * Where a process's learner service puts what it receives: with the run under way in this process,
 * or, while there is none, with a refusal that tells the caller to come again.
 *
 * <p>The service of a process is started once and outlives every run and every hand-over. Any
 * thread may put something in.
 */
public final class IntakeSwitch implements Consumer<LearnerIntake> {
  private static final Refusal STANDS_BY =
      new Refusal("this learner stands by; wait for the coordinator's word", unused -> {});

  private volatile Consumer<LearnerIntake> way = STANDS_BY;

  @Override
  public void accept(LearnerIntake intake) {
    way.accept(intake);
  }

  /** Whether the learner of this process is the active one. */
  public boolean active() {
    return way != STANDS_BY;
  }

  /** This process is the active learner, and this is where things go. */
  synchronized void lead(Consumer<LearnerIntake> to) {
    way = to;
  }

  /** This process stands by, unless another actor of it leads things elsewhere by now. */
  synchronized void standBy(Consumer<LearnerIntake> from) {
    if (way == from) {
      way = STANDS_BY;
    }
  }
}

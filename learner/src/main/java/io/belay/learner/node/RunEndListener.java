package io.belay.learner.node;

/** Does what is left to do at the end of a run, such as its evaluation and summary. */
@FunctionalInterface
public interface RunEndListener {

  /**
   * Called once for each end of a run, before the coordinator is told of it, on a thread of its own
   * that may block; the run's directory is locked until this returns. A run that this process only
   * leaves, because it drains, has no end.
   *
   * <p>After {@code run-end-timeout} the coordinator is told all the same. What is thrown is
   * logged, and does not change how the run ended.
   */
  void runEnded(RunEnd end);
}

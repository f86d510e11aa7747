package io.belay.control;

/** What a coordinator asks of a learner. */
public sealed interface LearnerCommand {

  /**
   * Begin the run, from its newest checkpoint where the learner holds one and from version 0
   * otherwise.
   */
  record StartRun(RunSpecification specification) implements LearnerCommand {}

  /**
   * Finish the running update, write a checkpoint and stop; a run that is not going on is left
   * alone.
   */
  record StopRun(String runId, String reason) implements LearnerCommand {}
}

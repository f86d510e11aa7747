package io.belay.coordinator;

import io.belay.coordinator.run.RunSettings;
import io.belay.coordinator.worker.WorkerRoster;

/** What people are told where a run has waited too long. */
final class Impatience {
  /** What to do where no worker offers the environment of a run. */
  static final String OFFER_ENVIRONMENT =
      "start workers that offer it, an environment whose id has arguments by belay.worker.environments";

  private Impatience() {}

  static String workers(
      ActiveRun run, WorkerRoster roster, LearnerSeat learner, RunSettings settings) {
    String learnerIs = learner.ready() ? "present" : "absent";
    if (learner.busy()) {
      learnerIs = "busy with " + learner.standing().runId();
    }
    return "a run has a worker for its environment: run=%s, environment=%s, workers=%d, learner=%s, worker-wait-timeout=%s; %s"
        .formatted(
            run.id(),
            run.recipe().environment().id(),
            roster.size(),
            learnerIs,
            settings.workerWaitTimeout(),
            OFFER_ENVIRONMENT);
  }

  static String start(ActiveRun run, RunSettings settings) {
    return "the learner starts a run in time: run=%s, start-timeout=%s"
        .formatted(run.id(), settings.startTimeout());
  }

  static String stop(ActiveRun run, RunSettings settings) {
    return "the learner ends a run in time: run=%s, stop-timeout=%s; its last checkpoint may be missing"
        .formatted(run.id(), settings.stopTimeout());
  }

  static String stoppedWithoutLearner(ActiveRun run) {
    return "%s; the learner had gone, the newest checkpoint is the last it wrote"
        .formatted(run.state().detail());
  }

  static String learner(ActiveRun run, RunSettings settings) {
    return "a learner comes back in time: run=%s, learner-wait-timeout=%s; start a learner and submit the run again with --resume, it goes on from its newest checkpoint"
        .formatted(run.id(), settings.learnerWaitTimeout());
  }
}

package io.belay.coordinator.service;

import io.belay.coordinator.run.Overview;
import io.belay.coordinator.run.RunSummary;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.WorkerSummary;
import io.belay.error.BelayException;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.recipe.SampledSettings;
import io.belay.v1.GetStatusReply;
import io.belay.v1.RunStatus;
import io.belay.v1.SubmitRunRequest;
import io.belay.v1.WorkerStatus;

/** What is said of runs as {@code belay.v1} messages, and back. */
final class RunMessages {
  private static final int LONGEST_RECIPE = 1 << 20;

  private RunMessages() {}

  /**
   * What a request wishes for.
   *
   * @throws BelayException INVALID_REQUEST with every problem
   */
  static Submission submission(SubmitRunRequest request) {
    String runId = Submission.requireName(request.getRunId());
    if (request.getWorkersWanted() < 1) {
      throw BelayException.invalid(
          "a run wants between 1 and 2147483647 workers: workers_wanted="
              + Integer.toUnsignedString(request.getWorkersWanted()));
    }
    if (request.getRecipe().length() > LONGEST_RECIPE) {
      throw BelayException.invalid(
          "a recipe has at most 1048576 characters: recipe=%d characters"
              .formatted(request.getRecipe().length()));
    }
    Recipe recipe = RecipeLoader.parse(request.getRecipe(), runId);
    SampledSettings.of(recipe);
    return new Submission(runId, recipe, request.getWorkersWanted(), request.getResume());
  }

  /** The message that says where everything stands. */
  static GetStatusReply overview(Overview overview) {
    GetStatusReply.Builder message =
        GetStatusReply.newBuilder()
            .setLearnerAddress(overview.learnerAddress())
            .setBookAwaited(overview.bookAwaited());
    overview.runs().forEach(run -> message.addRuns(run(run)));
    overview.workers().forEach(worker -> message.addWorkers(worker(worker)));
    return message.build();
  }

  private static RunStatus run(RunSummary run) {
    RunStatus.Builder message =
        RunStatus.newBuilder()
            .setRunId(run.runId())
            .setRecipe(run.recipe())
            .setEnvironment(run.environment())
            .setAlgorithm(run.algorithm())
            .setPhase(run.phase())
            .setDetail(run.detail())
            .setSubmittedMillis(run.submitted().toEpochMilli())
            .setIterationsCompleted(run.iterationsCompleted())
            .setIterations(run.iterations())
            .setEnvironmentSteps(run.environmentSteps())
            .setStepsPerSecond(run.stepsPerSecond())
            .setParametersSha256(run.parametersSha256())
            .setWorkersWanted(run.workersWanted());
    run.returnMean().ifPresent(message::setReturnMean);
    return message.build();
  }

  private static WorkerStatus worker(WorkerSummary worker) {
    return WorkerStatus.newBuilder()
        .setWorkerId(worker.workerId())
        .setBlocks(worker.blocks())
        .setStepsPerSecond(worker.stepsPerSecond())
        .setSilentMillis(Math.max(0, worker.silence().toMillis()))
        .setDraining(worker.draining())
        .build();
  }
}

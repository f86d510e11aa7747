package io.belay.deploy.train;

import io.belay.deploy.console.Terminal;
import io.belay.deploy.process.ExitStatus;
import io.belay.deploy.process.RunPlan;
import io.belay.error.BelayException;
import io.belay.learner.checkpoint.Checkpoint;
import io.belay.learner.run.EvaluationFigures;
import io.belay.learner.run.RunFiles;
import io.belay.learner.run.Summary;
import io.belay.learner.statistics.StatisticsState;
import io.belay.recipe.Recipe;
import io.belay.worker.environment.EnvironmentRegistry;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The end of a run, however it came: evaluation where it is complete, the summary, the last words.
 *
 * @param files the run's directory, which this process has locked
 * @param workers that worked on it
 * @param resumedFrom the iteration at which the run was resumed; empty for a new run
 */
public record Conclusion(
    RunFiles files, Recipe recipe, int workers, OptionalInt resumedFrom, Terminal terminal) {

  /** The end of a run whose roles are all in this process. */
  public static Conclusion of(RunPlan plan, OptionalInt resumedFrom, Terminal terminal) {
    return new Conclusion(plan.files(), plan.recipe(), plan.workers(), resumedFrom, terminal);
  }

  /** Evaluates the last policy and says how it does. */
  public int completed(EnvironmentRegistry environments) {
    Saved saved = Saved.in(files, recipe);
    EvaluationFigures evaluation =
        PolicyEvaluation.of(recipe, environments)
            .run(
                saved.policy(files),
                recipe.evaluation().episodes(),
                recipe.evaluation().deterministic(),
                recipe.training().seed());
    write(saved, true, Optional.of(evaluation), Optional.empty());
    terminal.line(Words.trained(statistics(saved)));
    terminal.line(Words.evaluated(evaluation, terminal.style()));
    terminal.line(Words.where(files));
    return ExitStatus.DONE;
  }

  /** Says how to go on. */
  public int stopped(int status) {
    Saved saved = Saved.in(files, recipe);
    write(saved, false, Optional.empty(), Optional.empty());
    terminal.line(Words.stopped(files, recipe, saved.iterations()));
    return status;
  }

  /** Says what went wrong, on the terminal and, where the disk allows it, in the summary. */
  public int failed(String message) {
    terminal.failure(message);
    try {
      write(Saved.in(files, recipe), false, Optional.empty(), Optional.of(message));
      terminal.problem(Words.whereItFailed(files));
    } catch (BelayException e) {
      terminal.failure(String.valueOf(e.getMessage()));
    }
    return ExitStatus.FAILED;
  }

  private void write(
      Saved saved,
      boolean completed,
      Optional<EvaluationFigures> evaluation,
      Optional<String> failure) {
    new Summary(
            recipe.name(),
            recipe.environment().id(),
            recipe.algorithm().name(),
            recipe.training().seed(),
            workers,
            statistics(saved),
            saved.newest().map(Checkpoint::parametersSha256),
            completed,
            resumedFrom,
            evaluation,
            Optional.empty(),
            failure)
        .write(files);
  }

  private static StatisticsState statistics(Saved saved) {
    return saved.newest().map(Checkpoint::statistics).orElseGet(StatisticsState::initial);
  }
}

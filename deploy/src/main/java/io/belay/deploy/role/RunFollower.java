package io.belay.deploy.role;

import io.belay.control.FromLearnerNode;
import io.belay.control.IterationReport;
import io.belay.control.LearnerEvent;
import io.belay.deploy.console.ProgressPrinter;
import io.belay.deploy.console.Terminal;
import io.belay.deploy.process.ExitStatus;
import io.belay.deploy.tensorboard.TensorBoardLog;
import io.belay.deploy.train.Conclusion;
import io.belay.error.BelayException;
import io.belay.learner.node.RunEnd;
import io.belay.learner.node.RunEndListener;
import io.belay.learner.run.RunFiles;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.worker.environment.EnvironmentRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a learner's process does about its runs beside training: shows their progress, and at the
 * end evaluates, writes the summary and says how the run did, as {@code belay train} does.
 */
final class RunFollower implements RunEndListener {
  private static final Logger LOG = LoggerFactory.getLogger(RunFollower.class);

  /** A log that is kept is not filled by progress. */
  private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);

  private final Terminal terminal;
  private final Path runs;
  private final EnvironmentRegistry environments;
  private final boolean tensorboard;
  private final Consumer<IterationReport> reports;
  private @Nullable ProgressPrinter printer;
  private @Nullable TensorBoardLog events;

  /**
   * A follower of the runs in a directory.
   *
   * @param tensorboard whether event files for TensorBoard are written to run directories
   * @param reports is told every iteration; must neither block nor throw
   */
  RunFollower(
      Terminal terminal,
      Path runs,
      EnvironmentRegistry environments,
      boolean tensorboard,
      Consumer<IterationReport> reports) {
    this.terminal = terminal;
    this.runs = runs;
    this.environments = environments;
    this.tensorboard = tensorboard;
    this.reports = reports;
  }

  /** An actor that sees what the learner tells and passes it on. */
  Behavior<FromLearnerNode> passingOnTo(ActorRef<FromLearnerNode> coordinator) {
    return Behaviors.receive(FromLearnerNode.class)
        .onAnyMessage(message -> {
          coordinator.tell(message);
          if (message instanceof FromLearnerNode.Told told) {
            onEvent(told.event());
          }
          return Behaviors.same();
        })
        // The node is put out of the cluster in the middle of a run, and joins anew.
        .onSignal(
            PostStop.class,
            unused -> {
              onOver();
              return Behaviors.same();
            })
        .build();
  }

  private void onEvent(LearnerEvent event) {
    switch (event) {
      case LearnerEvent.RunStarted started -> onStarted(started);
      case LearnerEvent.IterationCompleted done -> {
        reports.accept(done.report());
        if (printer != null) {
          printer.show(done.report());
        }
        if (events != null) {
          events.write(done.report());
        }
      }
      case LearnerEvent.RunEnded unused -> onOver();
      case LearnerEvent.RunFailed unused -> onOver();
      // The learner's actor warns of one that failed.
      case LearnerEvent.CheckpointWritten unused -> {}
      case LearnerEvent.PolicyEvaluated unused -> {}
      case LearnerEvent.BlockAdmitted unused -> {}
      case LearnerEvent.BlockRefused unused -> {}
    }
  }

  private void onOver() {
    terminal.keep();
    if (events != null) {
      events.close();
      events = null;
    }
  }

  private void onStarted(LearnerEvent.RunStarted started) {
    onOver();
    try {
      RunFiles files = new RunFiles(runs.resolve(started.runId()));
      Recipe recipe = RecipeLoader.parse(files.readRecipe(), started.runId());
      if (tensorboard) {
        events = TensorBoardLog.in(files.tensorboard(), recipe, InstantSource.system());
      }
      LOG.info(
          "run {} {}: {} iterations of {} steps",
          started.runId(),
          started.iteration() == 0 ? "begins" : "goes on at iteration " + started.iteration(),
          recipe.iterations(),
          recipe.sampling().batchSize());
      printer =
          new ProgressPrinter(
              terminal,
              recipe.iterations(),
              (long) recipe.iterations() * recipe.sampling().batchSize(),
              System::nanoTime,
              PLAIN_INTERVAL);
    } catch (BelayException e) {
      LOG.warn("the progress of the run is not shown: {}", e.getMessage());
      printer = null;
    }
  }

  @Override
  public void runEnded(RunEnd end) {
    terminal.keep();
    Conclusion conclusion =
        new Conclusion(
            end.files(), end.specification().recipe(), end.workers(), end.resumedFrom(), terminal);
    int unused =
        switch (end.standing().phase()) {
          case COMPLETED -> conclusion.completed(environments);
          case FAILED -> conclusion.failed(end.standing().detail());
          case STOPPED -> conclusion.stopped(ExitStatus.DONE);
          case IDLE, OPENING, RUNNING ->
              throw new IllegalStateException(
                  "a run that has ended is over: phase=" + end.standing().phase());
        };
  }
}

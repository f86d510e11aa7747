package io.belay.wire;

import io.belay.control.BookedRun;
import io.belay.control.FromLearnerNode;
import io.belay.control.IterationReport;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.control.PolicyTable;
import io.belay.control.Quantiles;
import io.belay.control.RunBook;
import io.belay.control.RunSpecification;
import io.belay.control.RunStanding;
import io.belay.control.ToLearnerNode;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One small, valid instance of everything that coordinator and learner nodes say. */
final class SampleControl {
  static final String LEARNER = "learner-1/7";
  static final String SHA_256 = "0123456789abcdef".repeat(4);

  private SampleControl() {}

  static Recipe recipe() {
    return RecipeLoader.parse(
        "name = sample, environment.id = CartPole-v1, algorithm.name = ppo, policy.hidden = [32]",
        "sample.conf");
  }

  static RunSpecification specification() {
    return new RunSpecification("run-1", recipe(), SampleMessages.environment());
  }

  static RunStanding running() {
    return new RunStanding("run-1", RunStanding.Phase.RUNNING, 7, "", "");
  }

  static RunStanding stopped() {
    return new RunStanding("run-1", RunStanding.Phase.STOPPED, 9, "an operator asked", SHA_256);
  }

  /** A run in each state, the one under way in the middle. */
  static RunBook book() {
    Instant submitted = Instant.ofEpochMilli(1_795_000_000_123L);
    return new RunBook(
        12,
        List.of(
            booked("a", submitted, BookedRun.State.COMPLETED, "", SHA_256),
            booked("b", submitted, BookedRun.State.STOPPED, "an operator asked", SHA_256),
            booked("run-1", submitted, BookedRun.State.ACTIVE, "", ""),
            booked("c", submitted, BookedRun.State.FAILED, "the disk is full", ""),
            booked("d", submitted, BookedRun.State.QUEUED, "", "")));
  }

  /** Neither the figures nor the phases are in alphabetical order, and some are not finite. */
  static IterationReport report() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("klMean", 0.01);
    figures.put("entropy", 0.5);
    figures.put("explainedVariance", Double.NaN);
    figures.put("clipFraction", Double.NEGATIVE_INFINITY);
    Map<String, Double> phases = new LinkedHashMap<>();
    phases.put("wait", 0.25);
    phases.put("advantage", 0.125);
    phases.put("policy", 0.0);
    return new IterationReport(
        7,
        8,
        1L << 40,
        12.5,
        50_000.25,
        3,
        Double.NaN,
        Quantiles.NONE,
        31.5,
        new Quantiles(2.0, 30.0, 61.5),
        1,
        SHA_256,
        figures,
        phases,
        0.0625,
        Double.NaN,
        0.001,
        new double[] {12.5, -3.0},
        new int[] {30, 2},
        1);
  }

  static List<FromLearnerNode> fromLearner() {
    Stream<FromLearnerNode> states =
        Stream.of(
            new FromLearnerNode.Present(LEARNER, "localhost:7701", 12, running()),
            new FromLearnerNode.Present(LEARNER, "[::1]:7701", 0, RunStanding.idle()),
            new FromLearnerNode.State(LEARNER, book(), Optional.of(specification()), stopped()),
            new FromLearnerNode.State(
                LEARNER, RunBook.empty(), Optional.empty(), RunStanding.idle()),
            new FromLearnerNode.BookKept(LEARNER, 12),
            new FromLearnerNode.Leaving(LEARNER));
    return Stream.concat(
            states, events().stream().map(event -> new FromLearnerNode.Told(LEARNER, event)))
        .toList();
  }

  static List<LearnerEvent> events() {
    return List.of(
        new LearnerEvent.RunStarted("run-1", 7),
        new LearnerEvent.BlockAdmitted("run-1", 7, 3, "worker-a"),
        new LearnerEvent.BlockRefused("run-1", 3, "worker-a", "stale"),
        new LearnerEvent.BlockRefused("", -1, "", "malformed"),
        new LearnerEvent.IterationCompleted("run-1", report()),
        new LearnerEvent.CheckpointWritten("run-1", 8, true, ""),
        new LearnerEvent.CheckpointWritten("run-1", -1, false, "the disk is full"),
        new LearnerEvent.PolicyEvaluated(
            "run-1",
            new PolicyTable(
                5, 2, 3, new float[] {0.5f, -1}, new float[] {0, 0.25f, 0.75f, 1, 0, 0})),
        new LearnerEvent.RunEnded("run-1", true, SHA_256),
        new LearnerEvent.RunFailed("run-1", "an update is finite: layer=2"));
  }

  static List<ToLearnerNode> toLearner() {
    return List.of(
        new ToLearnerNode.Directed(LEARNER, new LearnerCommand.StartRun(specification())),
        new ToLearnerNode.Directed(
            LEARNER, new LearnerCommand.StopRun("run-1", "an operator asked")),
        new ToLearnerNode.KeepBook(book()),
        new ToLearnerNode.StateWanted());
  }

  private static BookedRun booked(
      String runId, Instant submitted, BookedRun.State state, String detail, String sha256) {
    return new BookedRun(runId, RecipeLoader.render(recipe()), 2, submitted, state, detail, sha256);
  }
}

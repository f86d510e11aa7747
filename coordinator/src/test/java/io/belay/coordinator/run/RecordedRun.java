package io.belay.coordinator.run;

import static java.util.Map.entry;

import io.belay.control.IterationReport;
import io.belay.control.Quantiles;
import io.belay.session.FromWorker.Heartbeat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The events of a short run up to its last checkpoint: every kind that moves a meter. */
public final class RecordedRun {
  public static final String RUN = "cartpole-1";
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  /** What any algorithm reports, all at once. */
  private static final Map<String, Double> FIGURES =
      Map.ofEntries(
          entry("klMean", 0.01),
          entry("entropy", 0.6),
          entry("explainedVariance", 0.5),
          entry("clipFraction", 0.1),
          entry("learningRate", 0.001),
          entry("gradientNorm", 0.7),
          entry("policyLoss", -0.02),
          entry("valueLoss", 12.5),
          entry("logProbabilityAudit", 0.0),
          entry("klPredicted", 0.0095),
          entry("stepSize", 0.3),
          entry("conjugateGradientResidual", 1e-6),
          entry("conjugateGradientIterations", 10.0),
          entry("lineSearchSteps", 2.0),
          entry("surrogateImprovement", 0.015),
          entry("compatibleFunctionError", 0.9),
          entry("policyUnchanged", 1.0),
          entry("nonFiniteStep", 0.0),
          entry("value", 0.4),
          entry("optimalValue", 0.6),
          entry("gap", 0.2),
          entry("bound", 1.5),
          entry("mismatch", 20.0));

  private RecordedRun() {}

  /** From the first worker to the run's end. */
  public static List<RunEvent> events() {
    RunState submitted = RunState.submitted(RUN, START);
    RunState starting = submitted.advance(RunPhase.STARTING, START, "");
    RunState running = starting.advance(RunPhase.RUNNING, START, "");
    return Stream.<RunEvent>of(
            new RunEvent.WorkerJoined("w1", 1, 1),
            new RunEvent.Submitted(RUN, "cartpole", "CartPole-v1", "ppo", 4, 2),
            new RunEvent.PhaseChanged(submitted),
            new RunEvent.PhaseChanged(starting),
            new RunEvent.PhaseChanged(running),
            new RunEvent.RunsQueued(0, 32),
            new RunEvent.LeasesChanged(RUN, LeaseCause.RUN_STARTED, 4, 4),
            new RunEvent.WorkerJoined("w2", 1, 2),
            new RunEvent.LeasesChanged(RUN, LeaseCause.WORKER_JOINED, 2, 4),
            new RunEvent.WorkerJoined("w3", 1, 3),
            new RunEvent.BlockAdmitted(RUN, 0, 0, "w1"),
            new RunEvent.BlockAdmitted(RUN, 0, 1, "w1"),
            new RunEvent.BlockRefused(RUN, 2, "w2", "stale"),
            new RunEvent.BlockFailed(RUN, 2, 0, "w2", "the environment threw"),
            new RunEvent.LeasesChanged(RUN, LeaseCause.BLOCK_FAILED, 1, 4),
            new RunEvent.LanesRestarted(RUN, "w1", 2),
            new RunEvent.Progress(RUN, report(0)),
            new RunEvent.Progress(RUN, report(1)),
            new RunEvent.WorkerReported("w1", heartbeat(0.25)),
            new RunEvent.WorkerReported("w2", heartbeat(0.75)),
            new RunEvent.WorkerDraining("w2", "scale-in"),
            new RunEvent.LeasesChanged(RUN, LeaseCause.WORKER_DRAINING, 2, 4),
            new RunEvent.WorkerLeft("w2", 2),
            new RunEvent.WorkerLost("w3", "silent", 1),
            new RunEvent.Checkpoint(RUN, 1, true, "checkpoint-1"),
            new RunEvent.Checkpoint(RUN, 2, false, "disk full"))
        .toList();
  }

  /** The run in another phase. */
  public static RunState state(RunPhase phase) {
    return new RunState(RUN, phase, START, "");
  }

  /** The heartbeat of a worker that holds two blocks and has the policy of version 2. */
  public static Heartbeat heartbeat(double idleRatio) {
    return new Heartbeat(256, 2, 12_800, idleRatio, OptionalLong.of(2), 9_000, 6_000, 1, 0, 2);
  }

  /** An iteration of 256 steps in which a short and a truncated long episode ended. */
  public static IterationReport report(int iteration) {
    return new IterationReport(
        iteration,
        iteration + 1L,
        256L * (iteration + 1),
        0.01 * (iteration + 1),
        25_600,
        2L * (iteration + 1),
        260,
        new Quantiles(68, 260, 452),
        260,
        new Quantiles(68, 260, 452),
        0,
        "ab".repeat(32),
        FIGURES,
        Map.of("sample", 0.0015, "wait", 0.001, "policy", 0.002),
        0.0005,
        0.00025,
        0,
        new double[] {20, 500},
        new int[] {20, 500},
        1);
  }
}
